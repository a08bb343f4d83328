import { type FileFault, isFileFault } from '../src/index.js'

/**
 * Collects what an iterable gives.
 */
export const all = async <A>(source: AsyncIterable<A>): Promise<ReadonlyArray<A>> => {
  const found: Array<A> = []
  for await (const one of source) found.push(one)
  return found
}

/**
 * Cuts bytes into pieces of a size.
 */
export const cut = (bytes: Uint8Array, size: number): ReadonlyArray<Uint8Array> =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(size * i, size * i + size))

/**
 * The text that came, and the fault that ended it, where one did.
 */
export const endOf = <A>(
  items: ReadonlyArray<A | FileFault>,
): { readonly fault: FileFault | undefined; readonly items: ReadonlyArray<A> } => ({
  fault: items.find(isFileFault),
  items: items.flatMap((one) => (isFileFault(one) ? [] : [one])),
})
