import { parseArgs } from 'node:util'
import type { VendorEmulator } from './server/vendor-emulator.js'
import { type Emulator, type EmulatorOptions, type ProfileName, profileNames } from './emulator.js'

interface AppTokens {
  readonly [appId: string]: { readonly token: string }
}

/** What a command line asks for. */
export interface CommandLine {
  readonly json: boolean
  readonly help: boolean
  readonly options: EmulatorOptions
}

/** The text of `--help`. */
export const usage = `mini-domains-emulator: the domain APIs of WeChat, Baidu and Douyin on 127.0.0.1

  --port-wechat <n>   port for WeChat (default: a free one)
  --port-baidu <n>    port for Baidu (default: a free one)
  --port-douyin <n>   port for Douyin (default: a free one)
  --profile <name>    ${profileNames.join(' | ')} (default: default)
  --json              print one line of JSON instead of text
  --help              print this
`

const portOf = (flag: string, value: string | undefined): number => {
  const port = Number(value ?? '0')
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new RangeError(`${flag}: not a port: ${value ?? ''}`)
  return port
}

const profileOf = (value: string): ProfileName => {
  const name = profileNames.find((each) => each === value)
  if (name === undefined) throw new RangeError(`--profile: expected one of ${profileNames.join(', ')}`)
  return name
}

/** Reads a command line; throws, with the flag's name, on one it cannot use. */
export const readCommandLine = (args: ReadonlyArray<string>): CommandLine => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'port-wechat': { type: 'string' },
      'port-baidu': { type: 'string' },
      'port-douyin': { type: 'string' },
      profile: { type: 'string', default: 'default' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  return {
    json: values.json,
    help: values.help,
    options: {
      profile: profileOf(values.profile),
      ports: {
        wechat: portOf('--port-wechat', values['port-wechat']),
        baidu: portOf('--port-baidu', values['port-baidu']),
        douyin: portOf('--port-douyin', values['port-douyin']),
      },
    },
  }
}

const greetingOf = <S extends { readonly platform: { readonly token: string }; readonly apps: AppTokens }, P>({
  baseUrl,
  controlToken,
  state,
}: VendorEmulator<S, P>) => {
  const { platform, apps } = state()
  const appTokens = Object.fromEntries(Object.entries(apps).map(([appId, { token }]) => [appId, token]))
  return { baseUrl, controlToken, platformToken: platform.token, appTokens }
}

/** Where each vendor listens and the tokens to begin with, as the CLI prints them. */
export const greeting = ({ wechat, baidu, douyin }: Emulator) => ({
  wechat: greetingOf(wechat),
  baidu: greetingOf(baidu),
  douyin: greetingOf(douyin),
})

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
