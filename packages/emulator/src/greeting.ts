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
      controlToken: emulator.wechat.controlToken,
      platformToken: wechat.platform.token,
      appTokens: tokensOf(wechat.apps),
    },
    baidu: {
      baseUrl: emulator.baidu.baseUrl,
      controlToken: emulator.baidu.controlToken,
      platformToken: baidu.platform.token,
      appTokens: tokensOf(baidu.apps),
    },
  }
}

/** The greeting as lines for people. */
export const greetingText = (emulator: Emulator): string =>
  Object.entries(greeting(emulator))
    .flatMap(([vendor, { baseUrl, controlToken, platformToken, appTokens }]) => [
      `${vendor.padEnd(7)} ${baseUrl}`,
      `        control token ${controlToken}`,
      `        platform token ${platformToken}`,
      ...Object.entries(appTokens).map(([appId, token]) => `        ${appId} token ${token}`),
    ])
    .concat('Stop with Ctrl-C.')
    .join('\n')
