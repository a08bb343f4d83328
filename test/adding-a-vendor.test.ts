import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const docs = join(__dirname, '../docs')
const example = join(__dirname, '../examples/stranger')
const files = ['src/index.ts', 'test/fake.ts', 'test/conformance.test.ts'].map((file) =>
  readFileSync(join(example, file), 'utf8'),
)
const textOf = (page: string): string => readFileSync(join(docs, page), 'utf8')
const samplesOf = (page: string): ReadonlyArray<string> =>
  [...textOf(page).matchAll(/^```ts\n(.*?)\n```$/gms)].map(([, code = '']) => code)

describe.each(['adding-a-vendor.md', 'adding-a-vendor.zh-CN.md'])('%s', (page) => {
  test('shows what stands in the example, letter for letter', () => {
    expect(samplesOf(page).length).toBeGreaterThan(9)
    for (const sample of samplesOf(page)) expect(files.some((file) => file.includes(sample)) ? '' : sample).toBe('')
  })

  test('leads to files that are there', () => {
    const links = [...textOf(page).matchAll(/\]\(([^)#:]+)/g)].map(([, link = '']) => link)
    expect(links.filter((link) => !existsSync(join(docs, link)))).toEqual([])
  })
})

test('both pages show the same', () => {
  expect(samplesOf('adding-a-vendor.zh-CN.md')).toEqual(samplesOf('adding-a-vendor.md'))
})
