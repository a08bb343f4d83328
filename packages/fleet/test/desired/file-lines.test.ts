import { contentDigest } from '../../src/desired/file-lines.js'
import { type OpenLines } from '../../src/index.js'
import { stream } from '../saved-plan.js'
import { desiredOf } from '../shared-state.js'

const withFiles = (files: string) =>
  desiredOf(`version: 1\nvendors: { wechat: { adapter: x } }\nappFiles: [${files}]\n`)

const both = withFiles('{ path: a.csv }, { path: b.csv }')

const opening =
  (files: Readonly<Record<string, string>>): OpenLines =>
  (path) => {
    const text = files[path]
    if (text === undefined) throw new Error('no such file')
    return stream(text.split('\n'))
  }

describe('the digest of a desired state with its files', () => {
  test('is that of the state alone where it has none', async () => {
    const state = withFiles('')
    expect(await contentDigest(state, undefined)).toBe(state.digest)
  })

  test('is the same for the same content, and another for any other row, order or place of a row', async () => {
    const digests = [
      { 'a.csv': 'id\nwx1', 'b.csv': 'id\nwx2' },
      { 'a.csv': 'id\nwx1', 'b.csv': 'id\nwx3' },
      { 'a.csv': 'id\nwx2', 'b.csv': 'id\nwx1' },
      { 'a.csv': 'id\nwx1\nid', 'b.csv': 'wx2' },
      { 'a.csv': 'id\nwx1' },
    ].map((files) => contentDigest(both, opening(files)))
    expect(new Set(await Promise.all(digests)).size).toBe(5)
    const again = contentDigest(both, opening({ 'a.csv': 'id\nwx1', 'b.csv': 'id\nwx2' }))
    expect(await again).toBe(await digests[0])
  })
})
