import { type FleetApp, appsOf, selectableOf, selector } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { Args } from '../../args/args.js'
import { type ConfigFile, appLines, readConfigFile } from '../../config/config-file.js'
import type { Named } from './offer.js'
import type { Io } from '../../io/io.js'

/** No shell shows more with profit. */
const mostNames = 200

/** Who pressed Tab waits: of longer files only the beginning is offered. */
const mostRows = 20_000

// A shell puts a word into the line as it is: one with a blank, a quote or a dollar sign would come to something else there.
const isPlainWord = (word: string): boolean => /^[\p{L}\p{N}_.:/=@%+-]+$/u.test(word)

const namesOf = ({ app }: FleetApp, offered: Named, isClear: boolean): ReadonlyArray<string> => {
  switch (offered) {
    case 'app-id':
      return [app.id]
    case 'app':
      return [isClear ? app.id : `${app.vendor}/${app.id}`]
    case 'label':
      return Object.entries(app.labels ?? {}).map(([key, value]) => `${key}=${value}`)
    case 'vendor':
    case 'file':
      return []
  }
}

const isOfApps = (offered: Named): boolean => offered !== 'vendor' && offered !== 'file'

/** The names of apps in the config and in its files, until there are enough. */
async function* appNames(
  config: ConfigFile,
  args: Args,
  offered: ReadonlyArray<Named>,
): AsyncGenerator<ReadonlyArray<string>> {
  const vendor = args.texts('vendor')
  const isClear = vendor.length > 0 || Object.keys(config.desired.content.vendors).length === 1
  const isOfVendor = selector(vendor.length === 0 ? undefined : { vendor })
  let rows = 0
  for await (const row of appsOf(config.desired, appLines(config))) {
    rows += 1
    if (rows > mostRows) return
    if (E.isRight(row) && isOfVendor(selectableOf(row.right)))
      yield offered.flatMap((one) => namesOf(row.right, one, isClear))
  }
}

/**
 * Names with a beginning out of the config that the line names, or of this folder, and out of its files of apps: some hundred at most, each
 * once. None where it cannot be read: who is typing a line learns that when it runs.
 */
export const configNames = async (
  args: Args,
  io: Io,
  offered: ReadonlyArray<Named>,
  beginning: string,
): Promise<ReadonlyArray<string>> => {
  const config = await readConfigFile({ args, io })
  if (E.isLeft(config)) return []
  const found = new Set<string>()
  const add = (names: ReadonlyArray<string>): void => {
    for (const name of names)
      if (found.size < mostNames && name.startsWith(beginning) && isPlainWord(name)) found.add(name)
  }
  if (offered.includes('vendor')) add(Object.keys(config.right.desired.content.vendors))
  if (offered.some(isOfApps))
    for await (const names of appNames(config.right, args, offered)) {
      add(names)
      if (found.size >= mostNames) break
    }
  return [...found]
}
