import * as E from 'fp-ts/lib/Either.js'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fleet from '../src/index.js'

const readme = (file: string): string => readFileSync(join(__dirname, '..', file), 'utf8')

const desiredState = (text: string): string => /```yaml\n([^]*?)```/.exec(text)?.[1] ?? ''

describe.each(['README.md', 'README.zh-CN.md'])('%s', (file) => {
  test('shows a desired state that is right', () => {
    const desired = fleet.readDesired(desiredState(readme(file)), { file })
    expect(E.isLeft(desired) ? desired.left : []).toEqual([])
  })

  test('imports what the package exports', () => {
    const imports = [...readme(file).matchAll(/import \{ (.*) \} from '@mini-domains\/fleet'/g)]
    const names = imports.flatMap(([, list = '']) => list.split(', '))
    expect(names).toContain('apply')
    for (const name of names) expect(fleet).toHaveProperty(name)
  })
})
