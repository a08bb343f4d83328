import { codeWordsOf, figuresOf, linksOf, sectionsOf, shapeOf, strayIn, withoutComments } from './page.js'

const page = `# A page

Waits 10 s, then 2.5 MB in \`chunk 4\`s, and 10 s more.

## Table

| call | \`costs\` |
|---|---|
| 2 at [most](../five/README.md#5) | 1 |

\`\`\`sh
# not a heading
curl https://a.example # remark
\`\`\`

- one
`

const [before, title, table] = sectionsOf(page)

const unread = { heading: '', code: [], prose: [] }

test('a page is read section by section, and a heading in code is none', () => {
  expect(before).toEqual(unread)
  expect([title?.heading, table?.heading]).toEqual(['# A page', '## Table'])
  expect(sectionsOf(page)).toHaveLength(3)
})

test('code loses its comments and keeps its addresses', () => {
  expect(table?.code.map(withoutComments)).toEqual(['sh\ncurl https://a.example'])
  expect(withoutComments('ts\n// remark\nfetch("https://a.example") // more')).toBe('ts\nfetch("https://a.example")')
})

test('figures are those of the sentences once, then those of each row as often as they stand, with their units', () => {
  expect(figuresOf(title ?? unread)).toEqual([['10s', '2.5MB']])
  expect(figuresOf(table ?? unread)).toEqual([[], [], [], ['1', '2']])
})

test('code words and links are told', () => {
  expect(codeWordsOf(title ?? unread)).toEqual(['chunk 4'])
  expect(linksOf(table ?? unread)).toEqual(['../five/README.md#5'])
})

test('the shape is that of heading, rows and items', () => {
  expect(shapeOf(table ?? unread)).toBe('##|||- ')
})

test('a sentence in the other language is found, a word of it is not', () => {
  const of = (...prose: ReadonlyArray<string>) => ({ ...unread, prose })
  expect(strayIn('en', of('The pool (平台域名池) holds hosts.'))).toEqual([])
  expect(strayIn('en', of('先读，再写。'))).toEqual(['先读，再写。'])
  expect(strayIn('zh', of('由 GitHub Actions 运行 `npm run test`。'))).toEqual([])
  expect(strayIn('zh', of('A write is never sent again after that.'))).not.toEqual([])
})
