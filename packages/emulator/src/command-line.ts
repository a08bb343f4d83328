import { parseArgs } from 'node:util'
import { type Emulator, type EmulatorOptions, type ProfileName, emulatedVendors, profileNames } from './emulator.js'
import { openings } from './opening.js'

/** What a command line asks for. */
export interface CommandLine {
  readonly json: boolean
  readonly help: boolean
  readonly options: EmulatorOptions
}

const names = Object.keys(emulatedVendors)

const portHelp = names
  .map((name) => `  ${`--port-${name} <n>`.padEnd(20)}port for ${name} (default: a free one)`)
  .join('\n')

/** The text of `--help`. */
export const usage = `mini-domains-emulator: the domain APIs of ${names.join(', ')} on 127.0.0.1

${portHelp}
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
      'port-huawei': { type: 'string' },
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
        huawei: portOf('--port-huawei', values['port-huawei']),
      },
    },
  }
}

/** Where each vendor listens and the tokens to begin with, as lines for people. */
export const greetingText = (emulator: Emulator): string =>
  Object.entries(openings(emulator))
    .flatMap(([vendor, { baseUrl, controlToken, platformToken, appTokens }]) => [
      `${vendor.padEnd(7)} ${baseUrl}`,
      `        control token ${controlToken}`,
      `        platform token ${platformToken}`,
      ...Object.entries(appTokens).map(([appId, token]) => `        ${appId} token ${token}`),
    ])
    .concat('Stop with Ctrl-C.')
    .join('\n')
