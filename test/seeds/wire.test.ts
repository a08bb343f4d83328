import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { page } from './page.js'
import { nameOf } from './row.js'
import { rows } from './rows.js'

test.each(rows.map((row) => [`${nameOf(row)}: ${row.sentence}`, row] as const))('%s', async (_, { prove }) => {
  await prove()
})

test('no two rows have one name', () => {
  expect(new Set(rows.map(nameOf)).size).toBe(rows.length)
})

test('docs/seed-coverage.md is what `pnpm seeds` writes', () => {
  expect(readFileSync(join(__dirname, '../../docs/seed-coverage.md'), 'utf8')).toBe(page())
})
