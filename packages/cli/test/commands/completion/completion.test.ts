import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { commands as definitions } from '../../../src/commands/index.js'
import { fromSource } from '../../harness/child.js'
import { type Desk, configOf, desk, vendors } from '../../harness/command-line.js'
import { atTerminal, describeWith } from '../../harness/terminal.js'

// Each Tab starts the command, from its sources.
jest.setTimeout(120_000)

const commands = [...definitions.map((define) => define((en) => en).command.name()), 'help']

const offered = async (at: Desk, ...words: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
  const { out, err, code } = await at.type('__complete', ...words)
  expect({ err, code }).toEqual({ err: '', code: 0 })
  return out.split('\n').slice(0, -1)
}

const texts = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.slice(1).map((line) => line.split('\t')[0] ?? '')

describe('to a shell the command offers', () => {
  test('commands, with what they do in the language of the line', async () => {
    const lines = await offered(desk(), '')
    expect(lines[0]).toBe('words')
    expect(texts(lines)).toEqual(commands)
    expect(lines).toContain('plan\tread the lists and show what would change')
    expect(await offered(desk(), '--lang', 'zh', '')).toContain('plan\t读取列表并显示将发生的变更')
    expect(texts(await offered(desk(), 'help', ''))).toEqual(commands.slice(0, -1))
    expect(texts(await offered(desk(), 'help', 'plan', ''))).not.toContain('plan')
  })

  test('options of the command, but none twice that can be given only once', async () => {
    const options = texts(await offered(desk(), 'apply', 'plan.jsonl', '--allow', 'pool-deletes', '-y', '--'))
    expect(options).toEqual(expect.arrayContaining(['--canary', '--allow', '--config']))
    expect(options).not.toContain('--yes')
    expect(options).not.toContain('--out')
    expect(texts(await offered(desk(), '--'))).toContain('--version')
    expect(texts(await offered(desk(), 'doctor', ''))).toContain('--json')
  })

  test('the values of an option, in one word or two, and as bash splits them', async () => {
    expect(texts(await offered(desk(), 'plan', '--lang', ''))).toEqual(['en', 'zh'])
    expect(texts(await offered(desk(), 'plan', '--lang=z'))).toEqual(['--lang=en', '--lang=zh'])
    expect(texts(await offered(desk(), 'plan', '--lang', '='))).toEqual(['en', 'zh'])
    expect(texts(await offered(desk(), 'plan', '--lang', '=', 'z'))).toEqual(['en', 'zh'])
    expect(texts(await offered(desk(), 'plan', '--lang', '=', 'zh', '--qui'))).toContain('--quiet')
    expect(texts(await offered(desk(), 'plan', '--lang', '=', 'zh', '--qui'))).not.toContain('--lang')
  })

  test('the words of a command, each in its place', async () => {
    expect(texts(await offered(desk(), 'pool', ''))).toEqual(['get', 'add', 'delete', 'set'])
    expect(texts(await offered(desk(), '-c', 'x.yaml', 'pool', '-v', 'wechat', ''))).toContain('delete')
    expect(texts(await offered(desk(), 'migrate', 'a.example', 'b.example', ''))).toEqual(['add', 'verify', 'remove'])
    expect(texts(await offered(desk(), 'migrate', ''))).toEqual([])
    expect(texts(await offered(desk(), 'pool', 'get', ''))).toContain('--any')
  })

  test('files where a file is named', async () => {
    const wanting = [
      ['apply', ''],
      ['plan', '-o', ''],
      ['plan', '--html', ''],
      ['tokens', 'import', ''],
      ['--config', ''],
    ]
    for (const words of wanting) expect((await offered(desk(), ...words))[0]).toBe('files')
    expect((await offered(desk(), 'get', ''))[0]).toBe('words')
  })

  test('vendors and apps by their names in the config, and none where it cannot be read', async () => {
    const at = desk()
    expect(texts(await offered(at, 'plan', '--vendor', ''))).toEqual([])
    const config = configOf(await vendors(), 2)
    at.write('mini-domains.yaml', config)
    at.write('only.yaml', 'version: 1\nvendors: { mine: { adapter: x } }\napps: [{ id: one, vendor: mine }]\n')
    expect(texts(await offered(at, 'plan', '--vendor', ''))).toEqual(['wechat', 'baidu'])
    expect(texts(await offered(at, 'get', ''))).toEqual(expect.arrayContaining(['wechat/wx-app-1', 'baidu/bd-app-2']))
    expect(texts(await offered(at, 'get', 'wechat/wx'))).not.toContain('baidu/bd-app-2')
    expect(texts(await offered(at, 'get', '--vendor', 'baidu', ''))).toEqual(['bd-app-1', 'bd-app-2'])
    expect(texts(await offered(at, 'plan', '--app', 'bd'))).toEqual(['bd-app-1', 'bd-app-2'])
    expect(texts(await offered(at, 'get', '--config', 'only.yaml', ''))).toEqual(['one'])
    at.write('mini-domains.yaml', 'version: 1\nvendors: []\n')
    expect(texts(await offered(at, 'plan', '--vendor', ''))).toEqual([])
  })

  test('apps and labels of the rows of files too, those that a shell takes as they are', async () => {
    const at = desk()
    const two = `vendors: { mine: { adapter: x }, yours: { adapter: y } }
appFiles: [{ path: apps.csv, columns: { id: 编号, vendor: 平台, label.tier: 等级 } }]\n`
    at.write('mini-domains.yaml', `version: 1\napps: [{ id: one, vendor: mine, labels: { tier: gold } }]\n${two}`)
    at.write('apps.csv', '编号,平台,等级\nwx-1,mine,银牌\nwx-2,yours,gold\nbroken\n$(x),mine,a b\n')
    expect(texts(await offered(at, 'get', ''))).toEqual(['mine/one', 'mine/wx-1', 'yours/wx-2'])
    expect(texts(await offered(at, 'get', '--vendor', 'yours', ''))).toEqual(['wx-2'])
    expect(texts(await offered(at, 'plan', '--app', 'wx'))).toEqual(['wx-1', 'wx-2'])
    expect(texts(await offered(at, 'plan', '--vendor', 'm*', '--app', 'wx'))).toEqual(['wx-1'])
    expect(texts(await offered(at, 'plan', '--label', ''))).toEqual(['tier=gold', 'tier=银牌'])
    expect(texts(await offered(at, 'plan', '--exclude', ''))).toEqual([
      'mine/one',
      'tier=gold',
      'mine/wx-1',
      'tier=银牌',
      'yours/wx-2',
    ])
    expect(texts(await offered(at, 'plan', '--label=tier=g'))).toEqual(['--label=tier=gold'])
    // As bash splits them: it puts in only what follows the last sign.
    expect(texts(await offered(at, 'plan', '--label', 'tier', '=', 'g'))).toEqual(['gold'])
    expect(texts(await offered(at, 'plan', '--label', 'tier', '='))).toEqual(['gold', '银牌'])
    expect(texts(await offered(at, 'plan', '--label', '=', 'tier', '=', 'g'))).toEqual(['gold'])
  })

  test('some hundred apps of a long file at most, and none of its end: who pressed Tab waits', async () => {
    const at = desk()
    at.write(
      'mini-domains.yaml',
      'version: 1\nvendors: { mine: { adapter: x } }\nappFiles: [{ path: apps.csv, vendor: mine }]\n',
    )
    const rows = Array.from({ length: 30_000 }, (_, n) => `${n < 25_000 ? 'wx' : 'late'}${n}`)
    at.write('apps.csv', ['id', ...rows, ''].join('\n'))
    expect(texts(await offered(at, 'get', ''))).toEqual(rows.slice(0, 200))
    expect(texts(await offered(at, 'get', 'wx1999'))).toHaveLength(11)
    expect(texts(await offered(at, 'get', 'late'))).toEqual([])
  })
})

/** A folder with the command on a PATH, that keeps what it was called with: one word a line, then a line `.`. */
const shellFolder = (): {
  readonly at: Desk
  readonly environment: NodeJS.ProcessEnv
  readonly called: () => string
} => {
  const at = desk()
  const bin = join(at.folder, 'bin')
  const program = join(bin, 'mini-domains')
  const command = fromSource([])
    .map((word) => `'${word}'`)
    .join(' ')
  mkdirSync(bin)
  writeFileSync(
    program,
    `#!/bin/sh
case $1 in __complete|completion)
  exec ${command} "$@" ;;
esac
printf '%s\\n' "$@" . >>called
`,
  )
  chmodSync(program, 0o755)
  at.write('plan one.jsonl', '')
  at.write(
    'mini-domains.yaml',
    `version: 1
vendors: { mine: { adapter: x } }
apps: [{ id: one-app, vendor: mine }]
appFiles: [{ path: apps.csv, vendor: mine }]
`,
  )
  at.write('apps.csv', 'id,label.tier\nrow-app,gold\n')
  const environment = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    HOME: at.folder,
    ZDOTDIR: at.folder,
    XDG_CONFIG_HOME: at.folder,
    TMPDIR: at.folder,
    TERM: 'dumb',
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
  }
  return {
    at,
    environment,
    called: () => readFileSync(join(at.folder, 'called'), 'utf8'),
  }
}

/** Types each line into a shell and gives the words that the command was called with. */
const typedInto = async (
  shell: ReadonlyArray<string>,
  start: Readonly<Record<string, string>>,
  lines: ReadonlyArray<string>,
): Promise<ReadonlyArray<ReadonlyArray<string>>> => {
  const { at, environment, called } = shellFolder()
  for (const [name, text] of Object.entries(start)) at.write(name, text)
  const terminal = atTerminal(at.folder, shell, environment)
  const calls: Array<ReadonlyArray<string>> = []
  for (const line of lines) {
    await terminal.shows('READY> ')
    rmSync(join(at.folder, 'called'), { force: true })
    terminal.press(`${line}\r`)
    await terminal.shows('READY> ')
    calls.push(called().split('\n').slice(0, -2))
    terminal.press('\r')
  }
  await terminal.shows('READY> ')
  terminal.press('exit\r')
  expect(await terminal.ended).toBe(0)
  return calls
}

// What is typed, and the words that it comes to; \x1b* puts in all that is offered.
const lines: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
  ['mini-domains doc\t', ['doctor']],
  ['mini-domains apply --can\t5% plan\t', ['apply', '--canary', '5%', 'plan one.jsonl']],
  ['mini-domains plan --lang z\t--lang=e\t', ['plan', '--lang', 'zh', '--lang=en']],
  ['mini-domains plan --html=pl\t', ['plan', '--html=plan one.jsonl']],
  ['mini-domains get --vendor m\ton\tro\t', ['get', '--vendor', 'mine', 'one-app', 'row-app']],
  ['mini-domains plan --label ti\t', ['plan', '--label', 'tier=gold']],
  ['mini-domains plan --label tier=g\t', ['plan', '--label', 'tier=gold']],
  [
    'mini-domains apply x --allow pool\x1b*',
    ['apply', 'x', '--allow', 'pool-deletes', 'pool-in-use', 'pool-before-apps'],
  ],
  ['mini-domains pool \x1b*', ['pool', 'get', 'add', 'delete', 'set']],
  ['mini-domains \x1b*', commands],
]

const typed = lines.map(([line]) => line)
const sorted = (words: ReadonlyArray<string>): ReadonlyArray<string> => [...words].sort()
const expected = lines.map(([, words]) => sorted(words))

describeWith('script', 'bash')('bash', () => {
  test('completes commands, options, their values, files and names', async () => {
    const rc = `PS1='READY> '\nsource <(mini-domains completion bash)\n`
    const calls = await typedInto(['bash', '--noprofile', '--rcfile', 'rc', '-i'], { rc }, typed)
    expect(calls.map(sorted)).toEqual(expected)
  })
})

describeWith('script', 'zsh')('zsh', () => {
  test('completes commands, options, their values, files and names', async () => {
    const rc = `PS1='READY> '
unsetopt zle_bracketed_paste
autoload -Uz compinit && compinit -u -D
source <(mini-domains completion zsh)
zle -C all-matches complete-word _generic
zstyle ':completion:all-matches::::' completer _all_matches _complete
zstyle ':completion:all-matches:*' insert yes
bindkey '^[*' all-matches
`
    const calls = await typedInto(['zsh', '--no-global-rcs', '-i'], { '.zshrc': rc }, typed)
    expect(calls.map(sorted)).toEqual(expected)
  })
})

describeWith('fish')('fish', () => {
  test('completes commands, options, their values, files and names, and says what they mean', () => {
    const { at, environment } = shellFolder()
    const cases: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
      ['mini-domains doc', ['doctor\tcheck config, tokens, clock, proxy, store and Node']],
      [
        'mini-domains apply --can',
        ['--canary\tmake this many changes at each vendor first, the rest only if they go well'],
      ],
      ['mini-domains apply plan', ['plan one.jsonl']],
      ['mini-domains plan --lang z', ['zh']],
      ['mini-domains plan --lang=e', ['--lang=en']],
      ['mini-domains plan --html=pl', ['--html=plan one.jsonl']],
      ['mini-domains get --vendor m', ['mine']],
      ['mini-domains get on', ['one-app']],
      ['mini-domains apply x --allow pool', ['pool-before-apps', 'pool-deletes', 'pool-in-use']],
      ['mini-domains pool ', ['add', 'delete', 'get', 'set']],
    ]
    const script = cases.map(([line]) => `complete -C '${line}'; echo .`).join('\n')
    at.write('try.fish', `mini-domains completion fish | source\n${script}\n`)
    const { stdout, stderr } = spawnSync('fish', ['try.fish'], { cwd: at.folder, env: environment, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout.split('.\n')).toEqual([...cases.map(([, words]) => words.map((word) => `${word}\n`).join('')), ''])
  })
})
