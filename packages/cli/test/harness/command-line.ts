import { systemClock } from '@mini-domains/core'
import { type Emulator, baiduTokenOf, startEmulator, wechatTokenOf } from '@mini-domains/emulator'
import * as baiduPackage from '@mini-domains/baidu'
import * as douyinPackage from '@mini-domains/douyin'
import * as huaweiPackage from '@mini-domains/huawei'
import * as wechatPackage from '@mini-domains/wechat'
import * as E from 'fp-ts/lib/Either.js'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emulatedConfig } from '../../src/commands/emulate/config.js'
import { CliEvent, run } from '../../src/index.js'

/**
 * What a command came to.
 */
export interface Typed {
  readonly code: number
  readonly out: string
  readonly err: string
}

/**
 * A folder of its own, and a command line in it.
 */
export interface Desk {
  readonly folder: string
  readonly type: (...argv: ReadonlyArray<string>) => Promise<Typed>
  /** Types at a terminal so wide. */
  readonly at: (columns: number) => Desk['type']
  /** Types with something piped in. */
  readonly pipe: (text: string, ...argv: ReadonlyArray<string>) => Promise<Typed>
  /** Types at a terminal, with these answers. */
  readonly answer: (answers: ReadonlyArray<string>, ...argv: ReadonlyArray<string>) => Promise<Typed>
  readonly write: (name: string, text: string) => void
  /** What the next SIGINT does. */
  readonly interrupt: () => void
  /** All that was ever printed. */
  readonly printed: () => string
}

const leave: Array<() => Promise<void> | void> = []

afterEach(async () => {
  for (const end of leave.splice(0)) await end()
})

const packages: Readonly<Record<string, unknown>> = {
  '@mini-domains/wechat': wechatPackage,
  '@mini-domains/baidu': baiduPackage,
  '@mini-domains/douyin': douyinPackage,
  '@mini-domains/huawei': huaweiPackage,
}

/**
 * Sits down in a new folder. It goes away after the test.
 */
export const desk = (
  environment: Readonly<Record<string, string | undefined>> = {},
  strangers: Readonly<Record<string, unknown>> = {},
): Desk => {
  const folder = mkdtempSync(join(tmpdir(), 'mini-domains-cli-'))
  leave.push(() => rmSync(folder, { recursive: true, force: true }))
  const heard = new Set<(stopped: 'signal') => void>()
  let all = ''

  const typing = async (
    argv: ReadonlyArray<string>,
    answers: ReadonlyArray<string> | undefined,
    piped = '',
    columns?: number,
  ): Promise<Typed> => {
    let out = ''
    let err = ''
    const queue = [...(answers ?? [])]
    const spoken = { LANG: 'en', ...environment }
    const isTerminal = answers !== undefined
    const write = (text: string): void => {
      out += text
      all += text
    }
    const writeError = (text: string): void => {
      err += text
      all += text
    }
    const code = await run(argv, { environment: spoken, write, writeError, columns, errorColumns: columns }, () =>
      Promise.resolve({
        clock: systemClock,
        environment: spoken,
        folder,
        input: {
          isTerminal,
          ask: (question: string) => {
            write(question)
            return Promise.resolve(queue.shift())
          },
        },
        secretInput: {
          isTerminal,
          ask: (question: string) => {
            writeError(question)
            return Promise.resolve(queue.shift())
          },
          piped: () => [piped],
        },
        output: {
          write,
          isTerminal: isTerminal || columns !== undefined,
          ...(columns === undefined ? {} : { columns }),
        },
        errors: {
          write: writeError,
          isTerminal: isTerminal || columns !== undefined,
          ...(columns === undefined ? {} : { columns }),
        },
        onStop: (listener: (stopped: 'signal') => void) => {
          heard.add(listener)
          return () => heard.delete(listener)
        },
        loadPackage: (name: string) => {
          const found = strangers[name] ?? packages[name]
          return found === undefined ? Promise.reject(new Error('not there')) : Promise.resolve(found)
        },
        process: { host: 'desk', pid: 1 },
        nodeVersion: 'v22.0.0',
      }),
    )
    return { code, out, err }
  }

  return {
    folder,
    type: (...argv) => typing(argv, undefined),
    at:
      (columns) =>
      (...argv) =>
        typing(argv, undefined, '', columns),
    pipe: (text, ...argv) => typing(argv, undefined, text),
    answer: (answers, ...argv) => typing(argv, answers),
    write: (name, text) => writeFileSync(join(folder, name), text),
    interrupt: () => {
      for (const listener of heard) listener('signal')
    },
    printed: () => all,
  }
}

/**
 * Both vendors on this machine. They stop after the test.
 */
export const vendors = async (): Promise<Emulator> => {
  const emulator = await startEmulator()
  leave.push(() => emulator.close())
  return emulator
}

/**
 * The config of a fleet at an emulator, with so many apps of each vendor.
 */
export const configOf = (emulator: Emulator, count = 3): string => {
  const ids = (prefix: string): ReadonlyArray<string> =>
    Array.from({ length: count }, (_, n) => `${prefix}-app-${n + 1}`)
  const table = (keys: ReadonlyArray<string>, token: (app: string) => string) =>
    Object.fromEntries(keys.map((key) => [key, token(key)]))
  const wechat = ids('wx')
  const baidu = ids('bd')
  return emulatedConfig([
    {
      name: 'wechat',
      adapter: '@mini-domains/wechat',
      baseUrl: emulator.wechat.baseUrl,
      tokens: { platform: 'token-wx-platform', apps: table(wechat, wechatTokenOf) },
      credentials: {},
      appIds: wechat,
      poolKind: 'any',
    },
    {
      name: 'baidu',
      adapter: '@mini-domains/baidu',
      baseUrl: emulator.baidu.baseUrl,
      tokens: { platform: '42.bd-platform.2592000.4102444800.emulator', apps: table(baidu, baiduTokenOf) },
      credentials: {},
      appIds: baidu,
      poolKind: 'request',
    },
  ])
}

/**
 * A desk with a fleet at an emulator.
 */
export const fleetDesk = async (): Promise<{ readonly emulator: Emulator; readonly at: Desk }> => {
  const emulator = await vendors()
  const at = desk()
  at.write('mini-domains.yaml', configOf(emulator))
  return { emulator, at }
}

/**
 * Reads what `--json` printed: each line must be an event of format 1.
 */
export const eventsOf = (out: string): ReadonlyArray<CliEvent> =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const event = CliEvent.decode(JSON.parse(line))
      if (E.isLeft(event)) throw new Error(`not an event: ${line}`)
      return event.right
    })
