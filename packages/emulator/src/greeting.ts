import type { Emulator } from './emulator.js'

/** Where each vendor listens and the tokens to begin with, as the CLI prints them. */
export const greeting = (emulator: Emulator) => {
  const tokensOf = (apps: { readonly [appId: string]: { readonly token: string } }) =>
    Object.fromEntries(Object.entries(apps).map(([appId, { token }]) => [appId, token]))
  const wechat = emulator.wechat.state()
  const baidu = emulator.baidu.state()
  return {
    wechat: {
      baseUrl: emulator.wechat.baseUrl,
      platformToken: wechat.platform.token,
      appTokens: tokensOf(wechat.apps),
    },
    baidu: {
      baseUrl: emulator.baidu.baseUrl,
      platformToken: baidu.platform.token,
      appTokens: tokensOf(baidu.apps),
    },
  }
}

/** The greeting as lines for people. */
export const greetingText = (emulator: Emulator): string =>
  Object.entries(greeting(emulator))
    .flatMap(([vendor, { baseUrl, platformToken, appTokens }]) => [
      `${vendor.padEnd(7)} ${baseUrl}`,
      `        platform token ${platformToken}`,
      ...Object.entries(appTokens).map(([appId, token]) => `        ${appId} token ${token}`),
    ])
    .concat('Stop with Ctrl-C.')
    .join('\n')
