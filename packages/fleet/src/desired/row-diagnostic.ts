import { type Bilingual } from '@mini-domains/core'
import { bilingual, shownName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type Diagnostic, placeOf } from './diagnostic.js'
import { type DesiredState } from './desired-state.js'
import { type FleetApp, type FleetRow } from './fleet-app.js'
import { nameOf, profileName, quoted, vendorName } from './issue-words.js'
import { type ListAddress } from '../lists/list-address.js'
import { type FleetVendors, vendorOf } from '../lists/open-list.js'

/**
 * What keeps a row of a fleet from being worked on, and where it stands. The address of a row that is no app has no vendor, and
 * names the line in place of the app.
 */
export interface RowDiagnostic {
  readonly address: ListAddress
  readonly message: Bilingual
}

const isKnown = (names: object, name: string | undefined): boolean => name === undefined || Object.hasOwn(names, name)

const mapped = (file: string | undefined, vendor: string): Bilingual =>
  file === undefined
    ? bilingual('', '')
    : bilingual(
        `; with vendors: { ${shownName(vendor)}: … } of this file in the config it means one`,
        `；可在配置中为该文件写 vendors: { ${shownName(vendor)}: … }，指明其所指的厂商`,
      )

const noVendor = ({ at, file }: FleetApp, vendor: string): Bilingual => {
  const hint = mapped(file, vendor)
  return bilingual(
    `${at}: no vendor of the name "${shownName(vendor)}"${hint.en}`,
    `${at}：没有名为“${shownName(vendor)}”的厂商${hint.zh}`,
  )
}

const noProfile = (at: string, profile: string): Bilingual =>
  bilingual(`${at}: no profile of the name "${shownName(profile)}"`, `${at}：没有名为“${shownName(profile)}”的方案`)

/**
 * Gives the diagnostic of an app whose vendor or profile the desired state does not have, with the place where it stands; `undefined` where it has
 * both.
 */
export const unknownName = ({ content }: DesiredState, row: FleetApp): Diagnostic | undefined => {
  const { app, at } = row
  const { vendors, profiles } = content
  const of = placeOf(at)
  if (!isKnown(vendors, app.vendor)) {
    const found = {
      ...of,
      path: 'vendor',
      expected: nameOf(vendorName, Object.keys(vendors)),
      found: quoted(shownName(app.vendor)),
    }
    return { ...found, message: noVendor(row, app.vendor) }
  }
  // A desired state without any profile is still in the making.
  if (app.profile === undefined || profiles === undefined || isKnown(profiles, app.profile)) return undefined
  const found = {
    ...of,
    path: 'profile',
    expected: nameOf(profileName, Object.keys(profiles)),
    found: quoted(shownName(app.profile)),
  }
  return { ...found, message: noProfile(at, app.profile) }
}

/**
 * Says what is wrong with a row: it is no app, or it names a vendor or a profile that is not there. Nothing where it is well.
 */
export const rowDiagnostics = (
  desired: DesiredState,
  vendors: FleetVendors,
  row: FleetRow,
): ReadonlyArray<RowDiagnostic> => {
  if (E.isLeft(row))
    return row.left.map(({ file, line, message }) => ({
      address: { vendor: '', app: `${file}:${line}`, list: 'server' },
      message,
    }))
  const { app, at } = row.right
  const address: ListAddress = { vendor: shownName(app.vendor), app: app.id, list: 'server' }
  const { vendor, profile } = app
  if (vendorOf(vendors, vendor) === undefined) return [{ address, message: noVendor(row.right, vendor) }]
  if (profile === undefined || isKnown(desired.content.profiles ?? {}, profile)) return []
  return [{ address, message: noProfile(at, profile) }]
}
