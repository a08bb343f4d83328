import type { DesiredFile } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { Given } from '../../args/command.js'
import { readConfigFile } from '../../config/config-file.js'
import type { Offered } from '../../args/options.js'
import type { Surroundings } from '../../io/io.js'

const appsOf = ({ apps = [] }: DesiredFile, given: Given): NonNullable<DesiredFile['apps']> => {
  const said = given.text('vendor')
  return said === undefined ? apps : apps.filter(({ vendor }) => vendor === said)
}

const addressesOf = (content: DesiredFile, given: Given): ReadonlyArray<string> => {
  const isClear = given.has('vendor') || Object.keys(content.vendors).length === 1
  return appsOf(content, given).map(({ vendor, id }) => (isClear ? id : `${vendor}/${id}`))
}

const namesIn = (content: DesiredFile, given: Given, offered: Offered): ReadonlyArray<string> => {
  switch (offered) {
    case 'app-id':
      return appsOf(content, given).map(({ id }) => id)
    case 'app':
      return addressesOf(content, given)
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
  given: Given,
  surroundings: Surroundings,
  offered: ReadonlyArray<Offered>,
): Promise<ReadonlyArray<string>> => {
  const config = await readConfigFile({ given, surroundings })
  if (E.isLeft(config)) return []
  const { content } = config.right.desired
  return [...new Set(offered.flatMap((one) => namesIn(content, given, one)))]
}
