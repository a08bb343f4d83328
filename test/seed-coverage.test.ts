import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '..')
const page = readFileSync(join(root, 'docs/seed-coverage.md'), 'utf8')

interface Row {
  readonly what: string
  readonly item: string
  readonly file: string
  readonly test: string
}

const rowOf = (line: string): ReadonlyArray<Row> => {
  const match = /^\| ([^|]+) \| ([^|]+) \| \[([^\]]+)\]\([^)]+\) \| (.+) \|$/.exec(line)
  const [, what, item, file, test] = match ?? []
  return what === undefined || item === undefined || file === undefined || test === undefined
    ? []
    : [{ what, item, file, test }]
}

const rows = page.split('\n').flatMap(rowOf)

// A code is proven by a file that has it, since most tests of codes are tables.
const codeOf = (row: Row): string => (row.what === 'code' ? (/^-?\d+/.exec(row.item)?.[0] ?? '') : '')

test('every document has its rows', () => {
  expect(rows.length).toBeGreaterThan(100)
})

test.each(rows.map((row) => [`${row.what} ${row.item}`, row] as const))('%s has its test', (_, row) => {
  const source = readFileSync(join(root, row.file), 'utf8')
  expect(source).toContain(row.test)
  expect(source).toContain(codeOf(row))
})
