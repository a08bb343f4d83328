import * as t from 'io-ts'
import { Reason } from '../desired/app-settings.js'
import { ErrorNote } from '../error/error-note.js'
import { ListAddress } from '../lists/list-address.js'

/**
 * Domains by kind, as a plan keeps them.
 */
export const KindLists = t.record(t.string, t.readonlyArray(t.string))

/**
 * Domains by kind, as a plan keeps them.
 */
export type KindLists = t.TypeOf<typeof KindLists>

/**
 * Reads back what the removal of a host from a pool would touch.
 */
export const Usage = t.type({
  host: t.string,
  /** Apps that list the host or a subdomain of it now, and the first few of them. */
  usedBy: t.number,
  sample: t.readonlyArray(t.string),
  /** Apps that would still list it after the plan. */
  stillUsedBy: t.number,
  stillSample: t.readonlyArray(t.string),
})

/**
 * What the removal of a host from a pool would touch.
 */
export type Usage = t.TypeOf<typeof Usage>

/**
 * Reads back what a removal from a pool would touch.
 */
export const Blast = t.type({ hosts: t.readonlyArray(Usage), unread: t.number })

/**
 * What a removal from a pool would touch, over all hosts. `unread`: apps whose lists could not be read, and may use any.
 */
export type Blast = t.TypeOf<typeof Blast>

/**
 * Reads back what a list has spent this month.
 */
export const BudgetNote = t.intersection([
  t.type({ spent: t.number, month: t.string }),
  t.partial({ limit: t.number, remaining: t.number, modifications: t.literal('uncounted') }),
])

/**
 * What a list has spent this month, and what remains where the vendor's limit is known. `remaining` is before the change. `modifications` is
 * `uncounted` where the vendor documents no number of them: nobody is told then of what a change costs.
 */
export type BudgetNote = t.TypeOf<typeof BudgetNote>

const Adapter = t.type({ vendor: t.string, adapter: t.string, version: t.string })

/**
 * Reads the first line of a plan back.
 */
export const PlanHeader = t.type({
  line: t.literal('header'),
  format: t.literal(1),
  tool: t.type({ name: t.string, version: t.string }),
  adapters: t.readonlyArray(Adapter),
  config: t.type({ file: t.string }),
  createdAt: t.string,
})

/**
 * The first line: who planned what, from which config.
 */
export type PlanHeader = t.TypeOf<typeof PlanHeader>

/**
 * Reads a change back.
 */
export const PlanChange = t.intersection([
  t.type({
    line: t.literal('change'),
    address: ListAddress,
    /** Additions to a pool come before the apps, removals from it after them. */
    stage: t.keyof({ 'pool-add': null, app: null, 'pool-remove': null }),
    /** The digest of what was observed, and of the list as it is to be. */
    observed: t.string,
    after: t.string,
    action: t.keyof({ add: null, delete: null, set: null }),
    domains: KindLists,
    reasons: t.readonlyArray(Reason),
    adds: t.number,
    deletes: t.number,
    cost: t.number,
    budget: BudgetNote,
  }),
  t.partial({ name: t.string, blast: Blast }),
])

/**
 * One list that differs, and the one modification that resolves the difference. `name`: the merchant's, where the desired state has one.
 */
export type PlanChange = t.TypeOf<typeof PlanChange>

/**
 * What people are told of the cost of a change; `undefined` where the vendor counts no modifications.
 */
export const toldCost = ({ cost, budget }: Pick<PlanChange, 'cost' | 'budget'>): number | undefined =>
  budget.modifications === 'uncounted' ? undefined : cost

/**
 * Why a list that differs cannot be changed.
 */
export const BlockReason = t.keyof({
  'over-limit': null,
  refused: null,
  budget: null,
  'budget-unread': null,
  frozen: null,
  'not-in-pool': null,
  unsupported: null,
  'authorisation-lost': null,
  'read-failed': null,
  moved: null,
  selection: null,
  input: null,
})

/**
 * Why a list that differs cannot be changed.
 */
export type BlockReason = t.TypeOf<typeof BlockReason>

const Bilingual = t.type({ en: t.string, zh: t.string })

/**
 * Reads back a list that cannot be changed.
 */
export const PlanBlocked = t.intersection([
  t.type({ line: t.literal('blocked'), address: ListAddress, reason: BlockReason, detail: Bilingual }),
  t.partial({ name: t.string, error: ErrorNote, reasons: t.readonlyArray(Reason), budget: BudgetNote }),
])

/**
 * One list that differs and cannot be changed, or could not be read.
 */
export type PlanBlocked = t.TypeOf<typeof PlanBlocked>

/**
 * What a plan counts. `same`: lists that are as desired already.
 */
export const PlanCounts = t.type({
  apps: t.number,
  lists: t.number,
  same: t.number,
  changes: t.number,
  blocked: t.number,
  errors: t.number,
  adds: t.number,
  deletes: t.number,
  modifications: t.number,
})

/**
 * What a plan counts.
 */
export type PlanCounts = t.TypeOf<typeof PlanCounts>

/**
 * Reads back what a plan takes away.
 */
export const PlanImpact = t.type({
  /** Changes of apps, by vendor. */
  apps: t.record(t.string, t.number),
  /** Vendors whose pools gain something, and whose pools lose something. */
  pools: t.type({ add: t.readonlyArray(t.string), remove: t.readonlyArray(t.string) }),
  /** Domains deleted from the lists of that app which loses most (`worst`), of all apps, and of all pools. */
  deletes: t.type({ app: t.number, worst: t.string, fleet: t.number, pool: t.number }),
  /** Hosts that leave a pool and that apps would still list. */
  inUse: t.readonlyArray(t.string),
})

/**
 * What a plan takes away, and from whom: what must be known before any of it is applied.
 */
export type PlanImpact = t.TypeOf<typeof PlanImpact>

/**
 * Reads the last line of a plan back.
 */
export const PlanSummary = t.type({
  line: t.literal('summary'),
  /** How many lines stand before this one, and the SHA-256 over the text of all lines, this one with an empty `digest`. */
  lines: t.number,
  digest: t.string,
  counts: PlanCounts,
  vendors: t.record(t.string, PlanCounts),
  impact: PlanImpact,
  /** Of the desired state with the content of its files of apps. */
  configDigest: t.string,
  /** There is something to apply. */
  applyable: t.boolean,
  /** Applying it reaches the desired state: nothing is blocked. */
  complete: t.boolean,
  /** Something could not be read or understood. */
  errored: t.boolean,
})

/**
 * The last line: counts, flags, and the checksum over the whole plan.
 */
export type PlanSummary = t.TypeOf<typeof PlanSummary>

/**
 * Reads one line of a plan back.
 */
export const PlanLine = t.union([PlanChange, PlanBlocked, PlanHeader, PlanSummary])

/**
 * One line of a plan.
 */
export type PlanLine = PlanHeader | PlanChange | PlanBlocked | PlanSummary

/**
 * Handles each line of a plan.
 */
export const matchPlanLine =
  <A>(on: {
    readonly header: (line: PlanHeader) => A
    readonly change: (line: PlanChange) => A
    readonly blocked: (line: PlanBlocked) => A
    readonly summary: (line: PlanSummary) => A
  }) =>
  (line: PlanLine): A => {
    switch (line.line) {
      case 'header':
        return on.header(line)
      case 'change':
        return on.change(line)
      case 'blocked':
        return on.blocked(line)
      case 'summary':
        return on.summary(line)
    }
  }
