import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

const root = join(__dirname, '..')
const run = (...args: ReadonlyArray<string>) =>
  spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } })
const create = (...args: ReadonlyArray<string>) => run('scripts/create-adapter.mjs', ...args)

describe('pnpm create-adapter', () => {
  const parent = mkdtempSync(join(tmpdir(), 'created-'))
  symlinkSync(join(root, 'examples/stranger/node_modules'), join(parent, 'node_modules'))
  const folder = join(parent, 'lamp')
  const made = create('lamp', folder)

  afterAll(() => rmSync(parent, { recursive: true }))

  test('makes an adapter under its name, with nothing left of the one that it was made from', () => {
    expect(made).toMatchObject({ status: 0, stderr: '' })
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'tsconfig.json',
        'README.md',
        'README.zh-CN.md',
        'src/index.ts',
        'test/fake.ts',
      ]),
    )
    const texts = files.filter((file) => /\.[a-z]+$/.test(file)).map((file) => readFileSync(join(folder, file), 'utf8'))
    expect(texts.join('\n')).not.toMatch(/lantern|灯笼|stranger|invented|虚构/i)
    expect(texts.join('\n')).toContain("displayName: bilingual('Lamp', 'Lamp')")
  })

  test('says what a folder needs that this repository does not install, and nothing of its own tests', () => {
    expect(made.stdout).toContain('versions in the place of workspace:^ and catalog:')
    expect(made.stdout).not.toContain('pnpm')
    expect(readFileSync(join(folder, 'test/command.test.ts'), 'utf8')).toContain(
      `join(__dirname, '../${relative(folder, root)}')`,
    )
  })

  test('what it makes compiles, its tests too, and keeps the laws', () => {
    const config = {
      rootDir: folder,
      testMatch: ['**/conformance.test.ts'],
      testEnvironmentOptions: { customExportConditions: ['@mini-domains/source', 'node', 'node-addons'] },
      resolver: join(root, 'test/resolver.cjs'),
      transform: { '^.+\\.ts$': [require.resolve('ts-jest'), { tsconfig: join(root, 'tsconfig.jest.json') }] },
    }
    const jest = join(root, 'node_modules/jest/bin/jest.js')
    const suite = run(jest, '--config', JSON.stringify(config), '-i', '-t', 'law 2|law 4|law 9')
    expect(suite.stdout + suite.stderr).toMatch(/Tests: .*\d\d passed/)
    expect(suite.status).toBe(0)
  }, 120_000)

  test.each([[[]], [['Lamp']], [['../lamp']], [['lamp', folder]]])('refuses %j and changes nothing', (args) => {
    const refused = create(...args)
    expect(refused.status).toBe(1)
    expect(refused.stderr).toMatch(/expected a name|is there already/)
  })
})
