import { type Bilingual, bilingual } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { type DesiredState } from './desired-state.js'
import { type FleetRow } from './fleet-app.js'
import { type FleetVendors, vendorOf } from './fleet-vendor.js'
import { type ListAddress } from './list-address.js'

/**
 * What keeps a row of a fleet from being worked on, and where it stands. The address of a row that is no app has no vendor, and
 * names the line in place of the app.
 */
export interface WrongRow {
  readonly address: ListAddress
  readonly message: Bilingual
}

const isKnown = (names: object, name: string | undefined): boolean => name === undefined || Object.hasOwn(names, name)

/**
 * Says what is wrong with a row: it is no app, or it names a vendor or a profile that is not there. Nothing where it is well.
 */
export const wrongRow = (desired: DesiredState, vendors: FleetVendors, row: FleetRow): ReadonlyArray<WrongRow> => {
  if (E.isLeft(row))
    return row.left.map(({ file, line, message }) => ({
      address: { vendor: '', app: `${file}:${line}`, list: 'server' },
      message,
    }))
  const { app, at } = row.right
  const address: ListAddress = { vendor: app.vendor, app: app.id, list: 'server' }
  const { vendor, profile } = app
  if (vendorOf(vendors, vendor) === undefined)
    return [
      { address, message: bilingual(`${at}: no vendor of the name "${vendor}"`, `${at}：没有名为“${vendor}”的厂商`) },
    ]
  if (isKnown(desired.content.profiles ?? {}, profile)) return []
  return [
    { address, message: bilingual(`${at}: no profile of the name "${profile}"`, `${at}：没有名为“${profile}”的方案`) },
  ]
}
