import type { DesiredFile } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { Args } from '../../args/args.js'
import { readConfigFile } from '../../config/config-file.js'
import type { Named } from './offer.js'
import type { Io } from '../../io/io.js'

const appsOf = ({ apps = [] }: DesiredFile, args: Args): NonNullable<DesiredFile['apps']> => {
  const said = args.text('vendor')
  return said === undefined ? apps : apps.filter(({ vendor }) => vendor === said)
}

const addressesOf = (content: DesiredFile, args: Args): ReadonlyArray<string> => {
  const isClear = args.has('vendor') || Object.keys(content.vendors).length === 1
  return appsOf(content, args).map(({ vendor, id }) => (isClear ? id : `${vendor}/${id}`))
}

const namesIn = (content: DesiredFile, args: Args, offered: Named): ReadonlyArray<string> => {
  switch (offered) {
    case 'app-id':
      return appsOf(content, args).map(({ id }) => id)
    case 'app':
      return addressesOf(content, args)
    case 'vendor':
      return Object.keys(content.vendors)
    case 'file':
      return []
  }
}

/**
 * Names out of the config that the line names, or of this folder. None where it cannot be read: who is typing a line learns that
 * when it runs.
 */
export const configNames = async (
  args: Args,
  io: Io,
  offered: ReadonlyArray<Named>,
): Promise<ReadonlyArray<string>> => {
  const config = await readConfigFile({ args, io })
  if (E.isLeft(config)) return []
  const { content } = config.right.desired
  return [...new Set(offered.flatMap((one) => namesIn(content, args, one)))]
}
