import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'

const isInstalled = (program: string): boolean => spawnSync(program, ['--version']).status === 0

/**
 * `describe` where these programs are on the PATH; else one that skips, said loudly. Where MINI_DOMAINS_REQUIRE_TERMINAL=1 it
 * throws instead.
 */
export const describeWith = (...programs: ReadonlyArray<string>): jest.Describe => {
  const missing = programs.filter((program) => !isInstalled(program)).join(', ')
  if (missing === '') return describe
  if (process.env['MINI_DOMAINS_REQUIRE_TERMINAL'] === '1')
    throw new Error(
      `MINI_DOMAINS_REQUIRE_TERMINAL=1, but not on the PATH: ${missing} (apt-get install bsdutils zsh fish)`,
    )
  process.stderr.write(`WARNING: not on the PATH: ${missing}: tests at a terminal are SKIPPED\n`)
  return describe.skip
}

/**
 * A program at a terminal, as a person has it: a pseudo-terminal with echo, line editing and signals from keys.
 */
export interface Terminal {
  /** Presses keys: `\r` is Enter, `\t` Tab, `\x03` Ctrl+C, `\x04` Ctrl+D. */
  readonly press: (keys: string) => void
  /** Resolves when this is shown, after all that was waited for before; rejects when the program ends without. */
  readonly shows: (text: string) => Promise<void>
  /** All that was shown. */
  readonly screen: () => string
  /** The exit code. */
  readonly ended: Promise<number | null>
}

const leave: Array<() => void> = []

afterEach(() => {
  for (const end of leave.splice(0)) end()
})

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`

interface Wait {
  readonly text: string
  readonly done: () => void
  readonly failed: (error: Error) => void
}

/**
 * Starts a program at a terminal of its own, in a folder. It ends with the test. The terminal is made by `script` of util-linux,
 * which keeps its record in that folder.
 */
export const atTerminal = (
  folder: string,
  program: ReadonlyArray<string>,
  environment: NodeJS.ProcessEnv = {},
): Terminal => {
  const record = join(folder, 'typescript')
  const argv = [
    '--quiet',
    '--flush',
    '--return',
    '--echo',
    'always',
    '--command',
    program.map(quoted).join(' '),
    record,
  ]
  const started = spawn('script', argv, { cwd: folder, env: { ...process.env, NODE_OPTIONS: '', ...environment } })
  leave.push(() => started.kill())
  let screen = ''
  let seen = 0
  let waiting: Wait | undefined
  const look = (): void => {
    const at = waiting === undefined ? -1 : screen.indexOf(waiting.text, seen)
    if (waiting === undefined || at === -1) return
    seen = at + waiting.text.length
    const { done } = waiting
    waiting = undefined
    done()
  }
  started.stdout.on('data', (chunk: Buffer) => {
    screen += chunk.toString()
    look()
  })
  const ended = new Promise<number | null>((resolve) =>
    started.on('close', (code) => {
      waiting?.failed(new Error(`ended without showing ${JSON.stringify(waiting.text)}; showed ${screen}`))
      resolve(code)
    }),
  )
  return {
    press: (keys) => void started.stdin.write(keys),
    shows: (text) =>
      new Promise((done, failed) => {
        waiting = { text, done, failed }
        look()
      }),
    screen: () => screen,
    ended,
  }
}
