import { type Store, type StoreFailure, type StoreWrite } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type KnownBlock, blockKey, blockOf, blockWrite, readBlock } from './line-block.js'
import { ChangeRecord, changeKey, decodeRecord, recordWrite } from './record.js'

/**
 * A record that says that a write may have been sent.
 */
export type BegunRecord = Extract<ChangeRecord, { readonly state: 'begun' }>

/**
 * A line as a process knows it: its record, and the version of that; 0 where it has none. `block`: the one in which it stands, at the same version.
 */
export interface KnownLine {
  readonly version: number
  readonly record: ChangeRecord | undefined
  readonly block?: KnownBlock
}

const untouched: KnownLine = { version: 0, record: undefined }

/**
 * Looks a line up: by itself, and in its block.
 */
export const lookUpLine = async (
  store: Pick<Store, 'get'>,
  plan: string,
  n: number,
): Promise<E.Either<StoreFailure, KnownLine>> => {
  const key = changeKey(plan, n)
  const inBlock = { number: blockOf(n), key: blockKey(plan, blockOf(n)) }
  const [own, packed] = await Promise.all([store.get(key)(), store.get(inBlock.key)()])
  if (E.isLeft(own)) return own
  if (own.right !== undefined) {
    const { version } = own.right
    return E.map((record: ChangeRecord): KnownLine => ({ version, record }))(decodeRecord(ChangeRecord, key, own.right))
  }
  if (E.isLeft(packed)) return packed
  if (packed.right === undefined) return E.right(untouched)
  const read = await readBlock(inBlock.number, { key: inBlock.key, ...packed.right })
  return E.map((block: KnownBlock): KnownLine => {
    const line = block.lines.find((one) => one.n === n)
    return line === undefined ? untouched : { version: block.version, record: line.record, block }
  })(read)
}

/**
 * The writes of a line's record. Where a line that had none stands in a block by now, or the other way round, a write does not find what it
 * expects: no line is in both, and none that ended counts as untouched.
 */
export const lineWrites = async (
  plan: string,
  n: number,
  { version, block }: KnownLine,
  record: ChangeRecord,
): Promise<ReadonlyArray<StoreWrite>> => {
  const own = recordWrite(changeKey(plan, n), record, block === undefined ? version : 0)
  if (block !== undefined) {
    const lines = block.lines.filter((line) => line.n !== n)
    return [own, await blockWrite(plan, blockOf(n), { version, lines })]
  }
  return version === 0 ? [own, { key: blockKey(plan, blockOf(n)), value: undefined, expected: 0 }] : [own]
}
