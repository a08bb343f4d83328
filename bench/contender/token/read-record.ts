import { type Contender, calling } from '../../contender.js'
import { appNames, sealedTokens } from './sealed-tokens.js'

/**
 * Reads the text of a record by its name.
 */
export type ReadText = (name: string) => string | null | undefined | Promise<string | null | undefined>

/**
 * Reading each app's record as it is stored, and no more: what a first look-up cannot do without. `stored` keeps what it is given
 * and tells how it is read.
 */
export const readingRecords = (
  stored: (texts: ReadonlyMap<string, string>) => ReadText | Promise<ReadText>,
): Contender => {
  let names: ReadonlyArray<string> = []
  let read: ReadText = () => undefined
  const find = async (_: number, number: number): Promise<void> => {
    const text = await read(names[number] ?? '')
    if (text?.startsWith('md1.') !== true) throw new Error('a sealed record was to be found')
  }
  return {
    prepare: async ({ calls }) => {
      if (names.length > 0) return
      const records = await sealedTokens(calls)
      read = await stored(new Map([...records].map(([name, { value }]) => [name, value])))
      names = appNames(records)
    },
    run: calling(find).run,
  }
}
