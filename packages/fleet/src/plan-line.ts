import * as t from 'io-ts'
import { ErrorNote } from './error-note.js'
import { ListAddress } from './list-address.js'

const readonlyTexts = t.readonlyArray(t.string)

/**
 * Domains by kind, as a plan keeps them.
 */
export const KindLists = t.record(t.string, readonlyTexts)

/**
 * Domains by kind, as a plan keeps them.
 */
export type KindLists = t.TypeOf<typeof KindLists>

const Adapter = t.type({ vendor: t.string, adapter: t.string, version: t.string })

const Header = t.type({
  line: t.literal('header'),
  format: t.literal(1),
  tool: t.type({ name: t.string, version: t.string }),
  adapters: t.readonlyArray(Adapter),
  config: t.type({ file: t.string, digest: t.string }),
  createdAt: t.string,
})

/**
 * Where a wish comes from. `at` is `file:line:column` where it is known.
 *
 * `not-desired`: the list is kept exactly, and nothing asks for the domain.
 */
export const Reason = t.intersection([
  t.type({
    kind: t.string,
    domain: t.string,
    intent: t.keyof({ present: null, absent: null }),
    source: t.keyof({ profile: null, rule: null, app: null, pool: null, keep: null, 'not-desired': null }),
    name: t.string,
  }),
  t.partial({ at: t.string }),
])

/**
 * Where a wish comes from.
 */
export type Reason = t.TypeOf<typeof Reason>

const Budget = t.intersection([
  t.type({ spent: t.number, month: t.string }),
  t.partial({ limit: t.number, remaining: t.number }),
])

/**
 * What a list has spent this month, and what remains where the vendor's limit is known. `remaining` is before the change.
 */
export type BudgetNote = t.TypeOf<typeof Budget>

const Usage = t.type({
  host: t.string,
  /** Apps that list the host or a subdomain of it now, and the first few of them. */
  usedBy: t.number,
  sample: readonlyTexts,
  /** Apps that would still list it after the plan. */
  stillUsedBy: t.number,
  stillSample: readonlyTexts,
})

/**
 * What the removal of a host from a pool would touch.
 */
export type Usage = t.TypeOf<typeof Usage>

const Blast = t.type({ hosts: t.readonlyArray(Usage), unread: t.number })

/**
 * What a removal from a pool would touch, over all hosts. `unread`: apps whose lists could not be read, and may use any.
 */
export type Blast = t.TypeOf<typeof Blast>

const Change = t.intersection([
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
    budget: Budget,
  }),
  t.partial({ blast: Blast }),
])

/**
 * Why a list that differs cannot be changed.
 */
export const BlockReason = t.keyof({
  'over-limit': null,
  refused: null,
  budget: null,
  frozen: null,
  unsupported: null,
  'authorisation-lost': null,
  'read-failed': null,
  selection: null,
  input: null,
})

/**
 * Why a list that differs cannot be changed.
 */
export type BlockReason = t.TypeOf<typeof BlockReason>

const Bilingual = t.type({ en: t.string, zh: t.string })

const Blocked = t.intersection([
  t.type({ line: t.literal('blocked'), address: ListAddress, reason: BlockReason, detail: Bilingual }),
  t.partial({ error: ErrorNote, reasons: t.readonlyArray(Reason), budget: Budget }),
])

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

const Summary = t.type({
  line: t.literal('summary'),
  /** How many lines stand before this one, and the digest over their text. */
  lines: t.number,
  digest: t.string,
  counts: PlanCounts,
  vendors: t.record(t.string, PlanCounts),
  /** There is something to apply. */
  applyable: t.boolean,
  /** Applying it reaches the desired state: nothing is blocked. */
  complete: t.boolean,
  /** Something could not be read or understood. */
  errored: t.boolean,
})

/**
 * Reads one line of a plan back.
 */
export const PlanLine = t.union([Change, Blocked, Header, Summary])

/** The first line: who planned what, from which config. */
export type PlanHeader = t.TypeOf<typeof Header>
/** One list that differs, and the one modification that mends it. */
export type PlanChange = t.TypeOf<typeof Change>
/** One list that differs and cannot be changed, or could not be read. */
export type PlanBlocked = t.TypeOf<typeof Blocked>
/** The last line: counts, flags, and the seal over all lines before it. */
export type PlanSummary = t.TypeOf<typeof Summary>

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
