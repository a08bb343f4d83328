import { type DocumentAddition, editDocument } from '../../src/pull/document-edit.js'

const edited = (text: string, ...additions: ReadonlyArray<DocumentAddition>): string | undefined =>
  editDocument(text, additions)?.text

const extra = (index: string, lists: DocumentAddition): DocumentAddition => ({ apps: { [index]: { extra: lists } } })

describe('an edit of a document', () => {
  test('leaves comments, quotes, blanks and line ends as they are', () => {
    const text = `# top\r\nversion:   1\r\napps:\r\n- id:  'a'   # the first\r\n  vendor: w\r\n\r\n# the second\r\n- { id: "b", vendor: w } # kept\r\n`
    const added = { webview: ['www.example.com'] }
    expect(edited(text, extra('0', added), extra('1', added))).toBe(
      `# top\r\nversion:   1\r\napps:\r\n- id:  'a'   # the first\r\n  vendor: w\r\n  extra:\r\n    webview:\r\n      - www.example.com\r\n\r\n# the second\r\n- { id: "b", vendor: w, extra: { webview: [www.example.com] } } # kept\r\n`,
    )
  })

  test('goes into lists and maps that are there, in either form', () => {
    const text = `apps:
  - id: a
    extra:
      server:
        request: [one.example.com, # the first
          two.example.com] # both
        socket:
          # where messages come from
          - push.example.com # here
`
    const lists = {
      server: { request: ['x.example.com'], socket: ['y.example.com'], udp: ['z.example.com'] },
      webview: ['w.example.com'],
    }
    expect(edited(text, extra('0', lists))).toBe(`apps:
  - id: a
    extra:
      server:
        request: [one.example.com, # the first
          two.example.com, x.example.com] # both
        socket:
          # where messages come from
          - push.example.com # here
          - y.example.com
        udp:
          - z.example.com
      webview:
        - w.example.com
`)
  })

  test('fills what is empty, and ends a text that had no last line end', () => {
    expect(edited('profiles: { shop: {} }', { profiles: { shop: { webview: ['a.com'] } } })).toBe(
      'profiles: { shop: { webview: [a.com] } }',
    )
    expect(edited('profiles:\n  shop:\n    webview: []', { profiles: { shop: { webview: ['a.com', 'b.com'] } } })).toBe(
      'profiles:\n  shop:\n    webview: [a.com, b.com]',
    )
    expect(
      edited('profiles:\n  shop:\n    webview: [a.com]', { profiles: { shop: { server: { any: ['b.com'] } } } }),
    ).toBe('profiles:\n  shop:\n    webview: [a.com]\n    server:\n      any:\n        - b.com')
  })

  test('is JSON in a file of JSON, behind the mark of its encoding', () => {
    const text = '\uFEFF{\n  "apps": [\n    { "id": "a" }\n  ]\n}\n'
    const made = edited(text, extra('0', { server: { request: ['a.com'] } }))
    expect(made?.startsWith('\uFEFF{')).toBe(true)
    expect(JSON.parse(made?.slice(1) ?? '')).toEqual({ apps: [{ id: 'a', extra: { server: { request: ['a.com'] } } }] })
  })

  test('quotes what would be no text', () => {
    expect(edited('webview: [a.com]', { webview: ['*.b.com', '1.5'] })).toBe('webview: [a.com, "*.b.com", "1.5"]')
  })

  test('leaves out what the document shares by a reference, and makes the rest', () => {
    const text = `apps:
  - &first { id: a, extra: &more { webview: [a.com] } }
  - { id: b, extra: *more }
  - { <<: *first, id: c }
  - { id: d }
`
    const lists = { webview: ['x.com'] }
    const made = editDocument(
      text,
      ['0', '1', '2', '3'].map((index) => extra(index, lists)),
    )
    expect(made?.shared).toEqual([0, 1, 2])
    expect(made?.text).toBe(text.replace('{ id: d }', '{ id: d, extra: { webview: [x.com] } }'))
  })

  test('is not made where the text would come to mean something else', () => {
    expect(edited('? apps\n: - ? id\n    : a\n', extra('0', { webview: ['a.com'] }))).toBeUndefined()
  })

  test('looks through the document once for all additions, however many apps they are for', () => {
    const ids = Array.from({ length: 8_000 }, (_, n) => `a${n}`)
    const textOf = (more: string) => `apps:\n${ids.map((id) => `  - { id: ${id}${more} }\n`).join('')}`
    const additions = ids.map((_, index) => extra(String(index), { webview: ['w.example.com'] }))
    expect(edited(textOf(''), ...additions)).toBe(textOf(', extra: { webview: [w.example.com] }'))
  }, 15_000)
})
