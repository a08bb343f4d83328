import * as E from 'fp-ts/lib/Either.js'
import { settingsFor } from '../desired/app-settings.js'
import { type DesiredState } from '../desired/desired-state.js'
import { type RowDiagnostic, rowDiagnostics } from '../desired/row-diagnostic.js'
import { type SelectionOptions, selectableOf, selectedApps, selector } from '../desired/selection.js'
import { type ListAddress } from '../lists/list-address.js'
import { type FleetVendors } from '../lists/open-list.js'

/**
 * What a desired state says of apps that are named otherwise: by the journal of a run.
 */
export interface FleetNotes {
  readonly isFrozen: (address: ListAddress) => boolean
  readonly name: (address: ListAddress) => string | undefined
  /** Whether an app is among those that were selected; every one, where none were. */
  readonly selects: (address: ListAddress) => boolean
  /** Rows that are no apps: one of them may be frozen, or selected. */
  readonly wrong: ReadonlyArray<RowDiagnostic>
}

const key = ({ vendor, app }: ListAddress): string => `${vendor} ${app ?? ''}`

/**
 * Reads a desired state through once for what is to be known of apps of it.
 */
export const fleetNotes = async (
  desired: DesiredState,
  vendors: FleetVendors,
  { select, ...options }: SelectionOptions,
): Promise<FleetNotes> => {
  const settings = settingsFor(desired)
  const selects = selector(select)
  const frozen = new Set<string>()
  const selected = new Set<string>()
  const names = new Map<string, string>()
  const wrong: Array<RowDiagnostic> = []
  for await (const row of selectedApps(desired, options)) {
    wrong.push(...rowDiagnostics(desired, vendors, row))
    if (E.isLeft(row)) continue
    const { vendor, id, name } = row.right.app
    const app = key({ vendor, app: id, list: 'server' })
    if (settings(row.right).frozen) frozen.add(app)
    if (select !== undefined && selects(selectableOf(row.right))) selected.add(app)
    if (name !== undefined) names.set(app, name)
  }
  return {
    isFrozen: (address) => frozen.has(key(address)),
    name: (address) => names.get(key(address)),
    selects: (address) => select === undefined || selected.has(key(address)),
    wrong,
  }
}
