import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type Emulator, startEmulator } from '../packages/emulator/src/index.js'
import { parseAllDocuments, parse } from 'yaml'
import { configOf } from '../packages/cli/test/harness/command-line.js'
import { pushConfig, pushEnvironment } from '../packages/cli/test/harness/listening.js'
import { commandFile } from './harness/programs.js'

const root = join(__dirname, '..')
const recipe = (...path: ReadonlyArray<string>): string => readFileSync(join(root, 'deploy', ...path), 'utf8')

type Fields = Readonly<Record<string, unknown>>
const isFields = (input: unknown): input is Fields => typeof input === 'object' && input !== null

/** All texts and lists of texts that stand under a key, wherever it is. */
const under = (input: unknown, key: string): ReadonlyArray<unknown> => {
  if (Array.isArray(input)) return input.flatMap((item) => under(item, key))
  if (!isFields(input)) return []
  return Object.entries(input).flatMap(([name, value]) => (name === key ? [value] : under(value, key)))
}

const texts = (values: ReadonlyArray<unknown>): ReadonlyArray<string> =>
  values.flat().filter((value) => typeof value === 'string')

const documents = (text: string): ReadonlyArray<unknown> => {
  const found: ReadonlyArray<{ toJS: () => unknown; errors: ReadonlyArray<unknown> }> = parseAllDocuments(text)
  return found.map((document) => {
    expect(document.errors).toEqual([])
    return document.toJS()
  })
}

let emulator: Emulator
let folder: string
const children: Array<ChildProcess> = []

beforeEach(async () => {
  emulator = await startEmulator()
  folder = mkdtempSync(join(tmpdir(), 'mini-domains-deploy-'))
  writeFileSync(join(folder, 'mini-domains.yaml'), configOf(emulator, 1))
  const program = (name: string, line: string): void => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${line}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  program('mini-domains', `exec '${process.execPath}' '${commandFile()}' "$@"`)
  // What a machine without a registry and a forge lacks.
  program('npm', 'echo "npm $*"')
  program('gh', 'test -s plan.md && echo "gh $*"')
})

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await emulator.close()
  rmSync(folder, { recursive: true, force: true })
})

const started = (line: string, environment: Readonly<Record<string, string>>): ChildProcess => {
  const child = spawn('bash', ['-eo', 'pipefail', '-c', line], {
    cwd: folder,
    env: {
      PATH: [folder, process.env['PATH'] ?? ''].join(delimiter),
      HOME: folder,
      TMPDIR: folder,
      MINI_DOMAINS_STORE: join(folder, 'store.db'),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  return child
}

const ended = (child: ChildProcess): Promise<{ readonly code: number | null; readonly out: string }> =>
  new Promise((done) => {
    let out = ''
    child.stdout?.on('data', (piece: Buffer) => (out += piece.toString()))
    child.stderr?.on('data', (piece: Buffer) => (out += piece.toString()))
    child.on('close', (code) => done({ code, out }))
  })

const ran = (line: string) => ended(started(line, { NUMBER: '7' }))

const isDesired = (): boolean => emulator.wechat.state().apps['wx-app-1']?.server.configured.requestdomain.length === 2

const jobsOf = (text: string): Fields => {
  const parsed: unknown = parse(text)
  return isFields(parsed) ? parsed : {}
}

describe('the recipe of a CI service', () => {
  const github = under(jobsOf(recipe('github', 'domains.yml')), 'jobs')[0]
  const gitlab = jobsOf(recipe('gitlab', '.gitlab-ci.yml'))
  const jobs = (name: string): readonly [ReadonlyArray<string>, ReadonlyArray<string>] => [
    texts(under(under(github, name), 'run')),
    texts(under(gitlab[name], 'script')),
  ]

  test.each([0, 1] as const)('plans, applies what was planned, and verifies (%#)', async (service) => {
    for (const job of ['plan', 'apply', 'verify']) {
      const lines = jobs(job)[service]
      expect(lines.join('\n')).toContain('mini-domains')
      expect(await ran(lines.join('\n'))).toMatchObject({ code: 0 })
      expect(isDesired()).toBe(job !== 'plan')
    }
  })

  test('lets no plan of a pull request take the place of an apply that waits, and no pipeline wait for one', () => {
    expect(under(github, 'concurrency')).toEqual(['domains-apply'])
    expect(under(under(github, 'apply'), 'concurrency')).toEqual(['domains-apply'])
    expect(jobsOf(recipe('github', 'domains.yml'))['concurrency']).toBeUndefined()
    expect(under(gitlab['apply'], 'rules').flat()).toEqual([
      expect.objectContaining({ when: 'manual', allow_failure: true }),
    ])
  })

  test('gives no secret to the pull request of a fork', () => {
    expect(texts(under(under(github, 'plan'), 'if'))[0]).toContain('head.repo.full_name == github.repository')
  })
})

describe('the recipe of cron', () => {
  test('runs from its folder with its environment, and ends with the code of verify', async () => {
    const line = recipe('cron', 'mini-domains')
      .split('\n')
      .find((text) => /^\d/.test(text))
    const [, command = ''] = /^(?:\S+ ){5}mini-domains (.*)$/.exec(line ?? '') ?? []
    writeFileSync(join(folder, 'environment'), 'SOME_SECRET=x\n')
    const here = command.replaceAll('/etc/mini-domains', folder).replaceAll('/var/lib/mini-domains', folder)
    expect(await ran(here)).toMatchObject({ code: 2 })
    expect(readFileSync(join(folder, 'verify.jsonl'), 'utf8')).toContain('"event":"ended"')
  })

  test('keeps its state where its user may write, which the folder of the config is not', () => {
    expect(recipe('cron', 'mini-domains')).toMatch(/^MINI_DOMAINS_STORE=\/var\/lib\/mini-domains\/store\.db$/m)
  })
})

const unit = (name: string, key: string): string =>
  new RegExp(`^${key}=(.*)$`, 'm').exec(recipe('systemd', name))?.[1] ?? ''

/** Listens by a recipe's command, asks it, and ends it with SIGTERM. */
const listened = async (words: string) => {
  writeFileSync(join(folder, 'mini-domains.yaml'), pushConfig(emulator))
  const child = started(`exec mini-domains ${words.replace(/(?<=--port )\d+/, '0')}`, pushEnvironment(emulator))
  const end = ended(child)
  const url = await new Promise<string>((found, failed) => {
    let out = ''
    child.stdout?.on('data', (piece: Buffer) => {
      out += piece.toString()
      const [, port] = /http:\/\/[\d.]+:(\d+)\//.exec(out) ?? []
      if (port !== undefined) found(`http://127.0.0.1:${port}`)
    })
    void end.then((early) => failed(new Error(early.out)))
  })
  const statuses: Array<number> = []
  for (const path of ['/healthz', '/readyz', '/metrics']) statuses.push((await fetch(`${url}${path}`)).status)
  child.kill('SIGTERM')
  return { statuses, code: (await end).code }
}

describe('the units of systemd', () => {
  test('name commands that run', async () => {
    const verify = unit('mini-domains-verify.service', 'ExecStart').replace('/usr/local/bin/', '')
    expect(await ran(verify)).toMatchObject({ code: 2 })
    const listen = unit('mini-domains-listen.service', 'ExecStart').replace('/usr/local/bin/mini-domains ', '')
    expect(await listened(listen)).toEqual({ statuses: [200, 200, 200], code: 0 })
  })

  test('run as nobody special, with nothing to write but their state', () => {
    for (const name of readdirSync(join(root, 'deploy', 'systemd')).filter((file) => file.endsWith('.service'))) {
      expect([unit(name, 'User'), unit(name, 'ProtectSystem'), unit(name, 'NoNewPrivileges')]).toEqual([
        'mini-domains',
        'strict',
        'true',
      ])
      expect(unit(name, 'Environment')).toContain(`/var/lib/${unit(name, 'StateDirectory')}/`)
    }
  })
})

describe('the manifests of Kubernetes', () => {
  const verify = documents(recipe('kubernetes', 'verify.yaml'))
  const listen = documents(recipe('kubernetes', 'listen.yaml'))

  test('run commands that run, and probe what those answer', async () => {
    expect(await ran(`mini-domains ${texts(under(verify, 'args')).join(' ')}`)).toMatchObject({ code: 2 })
    expect(await listened(texts(under(listen, 'args')).join(' '))).toEqual({ statuses: [200, 200, 200], code: 0 })
    expect(under(listen, 'httpGet')).toEqual([
      { path: '/healthz', port: 'http' },
      { path: '/readyz', port: 'http' },
    ])
    expect(under(listen, 'containerPort')).toEqual([8080])
    // Requests still come for a moment after the end is decided.
    expect(under(listen, 'preStop')).toEqual([{ exec: { command: ['sleep', '5'] } }])
    expect(texts(under(listen, 'args'))).toContain('8080')
  })

  test.each([
    ['verify', verify],
    ['listen', listen],
  ])('of %s run not as root, on a root that is read-only, without capabilities', (_, manifests) => {
    expect(under(manifests, 'runAsNonRoot')).toEqual([true])
    expect(under(manifests, 'readOnlyRootFilesystem')).toEqual([true])
    expect(under(manifests, 'allowPrivilegeEscalation')).toEqual([false])
    expect(under(manifests, 'capabilities')).toEqual([{ drop: ['ALL'] }])
  })
})

describe('the Dockerfile', () => {
  const text = readFileSync(join(root, 'Dockerfile'), 'utf8')
  const last = (text.split(/^FROM /m).at(-1) ?? '').replace(/\\\n\s*/g, ' ')
  const instruction = (name: string): string => new RegExp(`^${name} (.*)$`, 'm').exec(last)?.[1] ?? ''
  const fieldsIn = (file: string): Fields => {
    const parsed: unknown = JSON.parse(readFileSync(join(root, file), 'utf8'))
    return isFields(parsed) ? parsed : {}
  }
  const listIn = (words: string): ReadonlyArray<string> => {
    const parsed: unknown = JSON.parse(words)
    return Array.isArray(parsed) ? parsed.map(String) : []
  }

  test('runs not as root, ends by SIGTERM, and says how it is', () => {
    expect(instruction('USER')).toMatch(/^[1-9]\d*:[1-9]\d*$/)
    expect(instruction('STOPSIGNAL')).toBe('SIGTERM')
    expect(instruction('HEALTHCHECK')).toContain('/healthz')
  })

  test('starts its process without a shell between, so that it gets the signals', () => {
    for (const name of ['ENTRYPOINT', 'CMD']) expect(listIn(instruction(name)).length).toBeGreaterThan(1)
    expect(listIn(instruction('HEALTHCHECK').replace(/^.*?CMD /, ''))[0]).toBe('node')
  })

  test('builds with scripts of this workspace, and starts the command that its package has', () => {
    const scripts = fieldsIn('package.json')['scripts']
    const { name, bin } = fieldsIn('packages/cli/package.json')
    for (const [, script = ''] of text.matchAll(/pnpm@10 run (\S+)/g))
      expect(Object.keys(isFields(scripts) ? scripts : {})).toContain(script)
    expect(text).toContain(`--filter ${String(name)} deploy`)
    expect(listIn(instruction('ENTRYPOINT'))[1]).toBe(
      join('/app', texts([isFields(bin) ? bin['mini-domains'] : ''])[0] ?? ''),
    )
  })

  test('runs, without a command, a listener that is there for its probe', async () => {
    expect(await listened(listIn(instruction('CMD')).join(' '))).toEqual({ statuses: [200, 200, 200], code: 0 })
  })
})
