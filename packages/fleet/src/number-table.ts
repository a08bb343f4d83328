import { createHash } from 'node:crypto'

/**
 * Whole numbers from 0 by text, for very many texts.
 */
export interface NumberTable {
  /** `undefined` where none was put under this text. */
  readonly get: (text: string) => number | undefined
  readonly put: (text: string, value: number) => void
}

/** Two halves of the mark of a text, and its number, for each place; a mark of 0 and 0 is an empty place. */
interface Shelf {
  readonly marks: Uint32Array
  readonly values: Float64Array
}

interface Mark {
  readonly high: number
  readonly low: number
}

const leastPlaces = 256

const shelfOf = (places: number): Shelf => ({
  marks: new Uint32Array(2 * places),
  values: new Float64Array(places),
})

const markOf = (text: string): Mark => {
  const digest = createHash('sha256').update(text).digest()
  return { high: digest.readUInt32LE(0), low: digest.readUInt32LE(4) || 1 }
}

const markAt = ({ marks }: Shelf, place: number): Mark => ({
  high: marks[2 * place] ?? 0,
  low: marks[2 * place + 1] ?? 0,
})

const isEmpty = ({ low }: Mark): boolean => low === 0

/** Where a mark stands, or the empty place where it would; there always is one. */
const placeOf = (shelf: Shelf, { high, low }: Mark): number => {
  const last = shelf.values.length - 1
  for (let place = low & last; ; place = (place + 1) & last) {
    const found = markAt(shelf, place)
    if (isEmpty(found) || (found.high === high && found.low === low)) return place
  }
}

const write = (shelf: Shelf, place: number, { high, low }: Mark, value: number): void => {
  shelf.marks[2 * place] = high
  shelf.marks[2 * place + 1] = low
  shelf.values[place] = value
}

const grown = (shelf: Shelf): Shelf => {
  const larger = shelfOf(2 * shelf.values.length)
  for (const [place, value] of shelf.values.entries()) {
    const mark = markAt(shelf, place)
    if (!isEmpty(mark)) write(larger, placeOf(larger, mark), mark, value)
  }
  return larger
}

/**
 * Makes a table that is empty. It takes 16 bytes a place, at least a third of them filled: 4 MB for 100,000 texts, none of which
 * is kept. A text is known by 63 bits of its SHA-256, so two of 100,000 are taken for the same once in a billion tables.
 */
export const numberTable = (): NumberTable => {
  let shelf = shelfOf(leastPlaces)
  let filled = 0
  return {
    get: (text) => {
      const mark = markOf(text)
      const place = placeOf(shelf, mark)
      return isEmpty(markAt(shelf, place)) ? undefined : shelf.values[place]
    },
    put: (text, value) => {
      const mark = markOf(text)
      const place = placeOf(shelf, mark)
      if (isEmpty(markAt(shelf, place))) filled += 1
      write(shelf, place, mark, value)
      if (3 * filled > 2 * shelf.values.length) shelf = grown(shelf)
    },
  }
}
