import * as E from 'fp-ts/lib/Either.js'
import { type DesiredState } from './desired-state.js'
import { type FleetRow, appsOf } from './fleet-app.js'
import { type PlanOptions } from './plan-options.js'
import { selector } from './selection.js'

/**
 * Gives the apps that are selected, and every row that cannot be read, until the signal ends it.
 */
export async function* selectedApps(
  desired: DesiredState,
  options: Pick<PlanOptions, 'openLines' | 'select' | 'signal'>,
): AsyncGenerator<FleetRow> {
  const selects = selector(options.select)
  for await (const row of appsOf(desired, options.openLines)) {
    if (options.signal?.aborted === true) return
    if (E.isLeft(row) || selects({ ...row.right.app, labels: row.right.app.labels ?? {} })) yield row
  }
}
