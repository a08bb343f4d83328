import { type ListingMemory, type Spelling, listingMemory } from '../../src/domain/listing.js'
import { type WebviewKind } from '../../src/index.js'

const odd = (host: string): Spelling<WebviewKind> =>
  new Map([['webview', new Map([[`https://${host}`, [`HTTPS://${host}/`]]])]])
const plain: Spelling<WebviewKind> = new Map()

const bound = 10_000
const filled = (lists: number) => {
  const memory = listingMemory<WebviewKind>()
  for (let index = 0; index < lists; index += 1) memory.keep(`list ${index}`, odd(`a${index}.example.com`))
  return memory
}
const remembered = (memory: ListingMemory<WebviewKind>, lists: number): ReadonlyArray<number> =>
  Array.from({ length: lists }, (_, index) => index).filter((index) => memory.spellings.has(`list ${index}`))

describe('the memory of how lists are spelt', () => {
  test('holds 10,000 lists and no more: the one that was read longest ago goes first', () => {
    expect(remembered(filled(bound), bound)).toHaveLength(bound)
    const after = remembered(filled(bound + 2_500), bound + 2_500)
    expect(after).toEqual(Array.from({ length: bound }, (_, index) => index + 2_500))
  })

  test('stays right of each list that it holds', () => {
    const memory = filled(bound + 3)
    expect(memory.spellings.has('list 2')).toBe(false)
    for (const index of [3, 4, 5_000, bound + 2])
      expect(memory.spellings.get(`list ${index}`)).toEqual(odd(`a${index}.example.com`))
  })

  test('counts a list that is read again once, by its last reading', () => {
    const memory = filled(bound)
    memory.keep('list 0', odd('z.example.com'))
    expect(remembered(memory, bound)).toHaveLength(bound)
    memory.keep('one more', odd('b.example.com'))
    expect(memory.spellings.get('list 0')).toEqual(odd('z.example.com'))
    expect(memory.spellings.has('list 1')).toBe(false)
    expect(remembered(memory, bound)).toHaveLength(bound - 1)
  })

  test('forgets a list that is in canonical form now, and keeps no room for one that always was', () => {
    const memory = filled(bound)
    memory.keep('list 5', plain)
    memory.keep('plain', plain)
    memory.keep('one more', odd('b.example.com'))
    expect(remembered(memory, bound)).toEqual(
      Array.from({ length: bound }, (_, index) => index).filter((index) => index !== 5),
    )
  })
})
