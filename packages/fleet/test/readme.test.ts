import * as E from 'fp-ts/lib/Either.js'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fleet from '../src/index.js'

const readme = (file: string): string => readFileSync(join(__dirname, '..', file), 'utf8')

const blocks = (text: string, language: string): ReadonlyArray<string> =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))].map(([, code = '']) => code)

const withoutComments = (code: string): string =>
  code
    .split('\n')
    .map((line) => line.replace(/(?:^|\s+)(?:\/\/|#) .*$/, ''))
    .filter((line) => line !== '')
    .join('\n')

const codeOf = (file: string): ReadonlyArray<string> =>
  ['yaml', 'ts'].flatMap((language) => blocks(readme(file), language).map(withoutComments))

describe.each(['README.md', 'README.zh-CN.md'])('%s', (file) => {
  test('shows a desired state that is right', () => {
    const [example = ''] = blocks(readme(file), 'yaml')
    const desired = fleet.readDesired(example, { file })
    expect(E.isLeft(desired) ? desired.left : []).toEqual([])
  })

  test('imports what the package exports', () => {
    const imports = [...readme(file).matchAll(/import \{ (.*) \} from '@mini-domains\/fleet'/g)]
    const names = imports.flatMap(([, list = '']) => list.split(', '))
    expect(names).toContain('apply')
    for (const name of names) expect(fleet).toHaveProperty(name)
  })
})

test('the Chinese README has the code of the English one', () => {
  expect(codeOf('README.md').join('\n')).toContain('planMigration(')
  expect(codeOf('README.zh-CN.md')).toEqual(codeOf('README.md'))
})

test('the Chinese README has the figures and the code words of the English one', () => {
  const words = (file: string) => new Set(readme(file).match(/`[a-z][a-zA-Z-]*`|\d+(?:\.\d+)? (?:s|MB)\b/g))
  expect(words('README.zh-CN.md')).toEqual(words('README.md'))
})
