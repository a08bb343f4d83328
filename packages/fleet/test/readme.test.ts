import * as E from 'fp-ts/lib/Either.js'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDesired } from '../src/index.js'

test('the desired state in the README is right', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8')
  const example = /```yaml\n([^]*?)```/.exec(readme)?.[1] ?? ''
  const desired = readDesired(example, { file: 'README.md' })
  expect(E.isLeft(desired) ? desired.left : []).toEqual([])
})
