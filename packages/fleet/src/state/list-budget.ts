import { type Capabilities } from '@mini-domains/core'
import { type Store, type StoreFailure } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type CapabilitiesOf } from '../desired/check-desired.js'
import { type DesiredPart, isLookedAt, settingsFor } from '../desired/app-settings.js'
import { type DesiredState } from '../desired/desired-state.js'
import { type Diagnostic } from '../desired/diagnostic.js'
import { unknownName } from '../desired/row-diagnostic.js'
import { type SelectionOptions, selectedApps } from '../desired/selection.js'
import { type ListAddress, listsAt } from '../lists/list-address.js'
import { inOrder } from '../plan/in-order.js'
import { type Spending, nothingSpent, remainingOf, spendingOf, takenOf } from './budget.js'

/**
 * The budget of one list in a month: what was counted, or why that cannot be read; the vendor's limit and what is left of it, where a
 * limit is known. One that cannot be read never counts as untouched.
 */
export interface ListBudget {
  readonly address: ListAddress
  /** The merchant's name, where the desired state has one. */
  readonly name?: string
  readonly spending: E.Either<StoreFailure, Spending>
  readonly limit?: number
  readonly remaining?: number
  /** `uncounted` where the vendor documents no number of modifications. */
  readonly modifications?: 'uncounted'
}

/**
 * Whose budgets are read, and from where. Without a store nothing was counted yet.
 */
export interface ListBudgetOptions extends SelectionOptions {
  readonly store: Pick<Store, 'get'> | undefined
  /** `2026-11`, see `monthOf`. */
  readonly month: string
  /** How many apps are looked up at the same time, at most. Default 32. */
  readonly concurrency?: number
}

const budgetOf = async (
  { store, month }: ListBudgetOptions,
  level: Capabilities['app'] | undefined,
  address: ListAddress,
): Promise<ListBudget> => {
  const spending = store === undefined ? E.right(nothingSpent) : await spendingOf(store, address, month)
  const { limits, modifications } = level?.[address.list] ?? {}
  const limit = limits?.monthlyModifications?.value
  const remaining = E.isLeft(spending) ? undefined : remainingOf(spending.right, limit)
  return {
    address,
    spending,
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(modifications === undefined ? {} : { modifications }),
  }
}

const isTold =
  (parts: ReadonlyArray<DesiredPart>) =>
  ({ address, spending }: ListBudget): boolean =>
    isLookedAt(parts, address.list) || E.isLeft(spending) || spending.right.exhausted || takenOf(spending.right) > 0

/**
 * Gives the budgets of the lists of all apps that are selected, of the pools too where all are, and what is wrong with each row that is
 * no app. A list of hosts to prefetch is left out where the desired state does not name it and nothing is spent. Asks no vendor.
 */
export async function* listBudgets(
  desired: DesiredState,
  capabilitiesOf: CapabilitiesOf,
  options: ListBudgetOptions,
): AsyncGenerator<E.Either<ReadonlyArray<Diagnostic>, ListBudget>> {
  if (options.select === undefined)
    for (const vendor of Object.keys(desired.content.vendors))
      for (const list of listsAt(capabilitiesOf(vendor)?.platform)) {
        const found = await budgetOf(options, capabilitiesOf(vendor)?.platform, { vendor, list })
        if (isTold([])(found)) yield E.right(found)
      }
  const settings = settingsFor(desired)
  const apps = inOrder(selectedApps(desired, options), options.concurrency ?? 32, async (row) => {
    if (E.isLeft(row)) return [row]
    const { vendor, id, name } = row.right.app
    const named = name === undefined ? {} : { name }
    const unknown = unknownName(desired, row.right)
    if (unknown?.path === 'vendor') return [E.left([unknown])]
    const level = capabilitiesOf(vendor)?.app
    const found = await Promise.all(
      listsAt(level).map(async (list) => ({
        ...(await budgetOf(options, level, { vendor, app: id, list })),
        ...named,
      })),
    )
    return found.filter(isTold(settings(row.right).parts)).map(E.right)
  })
  for await (const found of apps) yield* found
}
