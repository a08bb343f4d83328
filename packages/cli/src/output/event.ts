import * as t from 'io-ts'

const Text = t.type({ en: t.string, zh: t.string })

const Base = { format: t.literal(1) }

const Started = t.type({
  ...Base,
  event: t.literal('started'),
  command: t.string,
  tool: t.type({ name: t.string, version: t.string }),
})

const Adapter = t.type({
  ...Base,
  event: t.literal('adapter'),
  vendor: t.string,
  adapter: t.string,
  version: t.string,
})

const Address = t.intersection([
  t.type({ vendor: t.string, list: t.keyof({ server: null, webview: null, prefetch: null }) }),
  t.partial({ app: t.string }),
])

const Lists = t.record(t.string, t.readonlyArray(t.string))

const List = t.intersection([
  t.type({
    ...Base,
    event: t.literal('list'),
    address: Address,
    state: t.keyof({ configured: null, effective: null }),
    domains: Lists,
  }),
  t.partial({ origins: t.record(t.string, Lists), versions: t.record(t.string, Lists) }),
])

const Item = t.intersection([
  t.type({ kind: t.string, domain: t.string, intent: t.string, verdict: t.string }),
  t.partial({
    reason: t.string,
    actor: t.string,
    hint: Text,
    vendorCode: t.union([t.string, t.number]),
    vendorMessage: t.string,
  }),
])

const Change = t.intersection([
  t.type({
    ...Base,
    event: t.literal('change'),
    address: Address,
    change: t.string,
    items: t.readonlyArray(t.type({ kind: t.string, domain: t.string, intent: t.string, verdict: t.string })),
  }),
  t.partial({ cost: t.number, version: t.string }),
])

/** How many modifications were spent: so many surely, and at most so many more. */
const Spent = { modifications: t.number, uncertain: t.number }

const Outcome = t.intersection([
  t.type({
    ...Base,
    event: t.literal('outcome'),
    address: Address,
    change: t.string,
    items: t.readonlyArray(Item),
    modification: t.string,
  }),
  t.partial({ ...Spent, requestId: t.string, vendorCode: t.union([t.string, t.number]), vendorMessage: t.string }),
])

const Problem = t.intersection([
  t.type({ ...Base, event: t.literal('problem'), problem: t.string, message: Text }),
  t.partial({
    hint: Text,
    actor: t.string,
    retry: t.string,
    modification: t.string,
    ...Spent,
    vendor: t.string,
    operation: t.string,
    subject: t.string,
    vendorCode: t.union([t.string, t.number]),
    vendorMessage: t.string,
    requestId: t.string,
    httpStatus: t.number,
    at: t.string,
  }),
])

const Progress = t.intersection([
  t.type({ ...Base, event: t.literal('progress'), done: t.number }),
  t.partial({ total: t.number, etaMs: t.number }),
])

const App = t.intersection([
  t.type({ ...Base, event: t.literal('app'), vendor: t.string, app: t.string, frozen: t.boolean }),
  t.partial({ name: t.string, labels: t.record(t.string, t.string), profile: t.string, at: t.string }),
])

/** An event of the fleet: a line of a plan, a step of an apply, a finding of a verify. */
const Fleet = t.type({
  ...Base,
  event: t.keyof({ plan: null, apply: null, verify: null, migrate: null }),
  value: t.UnknownRecord,
})

const Fact = t.type({ ...Base, event: t.literal('fact'), name: t.string, value: t.UnknownRecord })

const Written = t.type({ ...Base, event: t.literal('written'), what: t.string, file: t.string })

const Group = t.intersection([
  t.type({
    ...Base,
    event: t.literal('group'),
    of: t.keyof({ plan: null, verify: null, apply: null }),
    title: Text,
    details: t.readonlyArray(Text),
    vendor: t.string,
    count: t.number,
    apps: t.readonlyArray(
      t.intersection([
        t.type({ vendor: t.string }),
        t.partial({ app: t.string, name: t.string, list: t.string, requestId: t.string, vendorMessage: t.string }),
      ]),
    ),
  }),
  t.partial({ list: t.string, actor: t.string, hint: Text, cost: t.number, left: t.number }),
])

const Ended = t.type({ ...Base, event: t.literal('ended'), status: t.string, code: t.number })

/**
 * Checks one line of what `--json` writes. Format 1 only ever gains events and keys.
 */
export const CliEvent = t.union([
  Started,
  Adapter,
  List,
  Change,
  Outcome,
  Problem,
  Progress,
  App,
  Fleet,
  Fact,
  Written,
  Group,
  Ended,
])

/**
 * One line of what `--json` writes.
 */
export type CliEvent = t.TypeOf<typeof CliEvent>

type WithoutFormat<E> = E extends unknown ? Omit<E, 'format'> : never

/**
 * An event as commands tell it.
 */
export type EventBody = WithoutFormat<CliEvent>
