import * as TE from 'fp-ts/lib/TaskEither.js'
import * as fc from 'fast-check'
import { type DomainError, type DomainSet, type ServerKind, domainsOf } from '../../src/index.js'
import {
  type Call,
  type EditOperation,
  type SetOperation,
  type SetRules,
  type WriteReply,
  type WriteStep,
  type WriteSteps,
  alsoSpent,
  budgetSpent,
  fact,
  fromKinds,
  inSteps,
  listWriter,
  perhapsSpent,
  setInParts,
  spentOne,
  unreadableReply,
  vendorBusy,
  writeSteps,
} from '../../src/adapter.js'
import { left, right } from '../either.js'

const kinds: ReadonlyArray<ServerKind> = ['request', 'socket', 'upload', 'download']
const room = { kinds, limits: {} }
const careful: SetRules = { setSends: 'every-kind', emptySet: 'send' }
const cautious: SetRules = { setSends: 'every-kind', emptySet: 'delete' }
const call: Call = { vendor: 'memory', operation: 'app.server.set', subject: 'app 1', target: { _tag: 'Platform' } }

const [a, b, c] = ['https://a.example.com', 'https://b.example.com', 'https://c.example.com']

const domains = fc.subarray([a, b, c])
const sets = fc.record({ request: domains, socket: domains, upload: domains, download: domains })

/** A `set` as core gives it, where these kinds were read. */
const setsOf = (read: ReadonlyArray<ServerKind>) =>
  fc
    .tuple(sets, sets, fc.subarray([...read], { minLength: 1 }))
    .map(([now, wanted, named]): SetOperation<ServerKind> => ({
      _tag: 'Set',
      domains: fromKinds(read, (kind) => domainsOf(named.includes(kind) ? wanted : now, kind)),
      named,
      observed: { domains: fromKinds(read, (kind) => domainsOf(now, kind)) },
    }))

const gains = ({ domains: wanted, observed }: SetOperation<ServerKind>): boolean =>
  kinds.some((kind) => domainsOf(wanted, kind).some((domain) => !domainsOf(observed.domains, kind).includes(domain)))

const loses = ({ domains: wanted, observed }: SetOperation<ServerKind>): boolean =>
  kinds.some((kind) => domainsOf(observed.domains, kind).some((domain) => !domainsOf(wanted, kind).includes(domain)))

const clears = ({ domains: wanted, observed }: SetOperation<ServerKind>): boolean =>
  kinds.some((kind) => domainsOf(wanted, kind).length === 0 && domainsOf(observed.domains, kind).length > 0)

interface Vendor {
  readonly omitted: 'untouched' | 'cleared'
  readonly empty: 'ignored' | 'clears'
}

/** What a vendor makes of a call: a `set` clears kinds that it does not name, or leaves them, and ignores `[]` or clears. */
const carriedOut = (
  list: DomainSet<ServerKind>,
  { action, domains: sent }: WriteStep<ServerKind>,
  { omitted, empty }: Vendor,
): DomainSet<ServerKind> =>
  fromKinds(kinds, (kind) => {
    const now = domainsOf(list, kind)
    const entries = sent[kind]
    if (entries === undefined) return action === 'set' && omitted === 'cleared' ? [] : now
    switch (action) {
      case 'add':
        return [...now, ...entries]
      case 'delete':
        return now.filter((domain) => !entries.includes(domain))
      case 'set':
        return entries.length === 0 && empty === 'ignored' ? now : entries
    }
  })

const stepsIn = (steps: WriteSteps<ServerKind>): ReadonlyArray<WriteStep<ServerKind>> =>
  steps.flatMap((step) => (step === undefined ? [] : [step]))

const leftBy = (steps: WriteSteps<ServerKind>, operation: SetOperation<ServerKind>, vendor: Vendor) =>
  stepsIn(steps).reduce((list, step) => carriedOut(list, step, vendor), operation.observed.domains)

const sorted = (list: DomainSet<ServerKind>) => fromKinds(kinds, (kind) => [...new Set(domainsOf(list, kind))].sort())

const inAll = (read: ReadonlyArray<ServerKind>, check: (operation: SetOperation<ServerKind>) => void): void =>
  fc.assert(
    fc.property(
      setsOf(read).filter((operation) => gains(operation) || loses(operation)),
      (operation) => check(operation),
    ),
    { numRuns: 500 },
  )

describe('the calls of a set', () => {
  test.each<[string, SetRules, Vendor]>([
    ['every kind sent, empty ones too', careful, { omitted: 'cleared', empty: 'clears' }],
    ['kinds left out', { ...careful, setSends: 'named' }, { omitted: 'untouched', empty: 'clears' }],
    ['kinds cleared by a delete', cautious, { omitted: 'cleared', empty: 'ignored' }],
    ['both', { setSends: 'named', emptySet: 'delete' }, { omitted: 'untouched', empty: 'ignored' }],
  ])('lead to what is wanted: %s', (_, rules, vendor) => {
    inAll(kinds, (operation) => {
      const steps = writeSteps(room, rules, operation)
      expect(sorted(leftBy(steps, operation, vendor))).toEqual(sorted(operation.domains))
    })
  })

  test('are one, and two only where a kind is cleared by a delete while another gains something', () => {
    inAll(kinds, (operation) => {
      expect(stepsIn(writeSteps(room, careful, operation))).toHaveLength(1)
      const two = gains(operation) && clears(operation)
      expect(stepsIn(writeSteps(room, cautious, operation))).toHaveLength(two ? 2 : 1)
    })
  })

  test('are an add and a delete where a kind was not read, and name none that was not', () => {
    const read = kinds.filter((kind) => kind !== 'download')
    inAll(read, (operation) => {
      const steps = stepsIn(writeSteps(room, careful, operation))
      for (const step of steps) {
        expect(step.action).not.toBe('set')
        expect(read).toEqual(expect.arrayContaining(Object.keys(step.domains)))
      }
      expect(steps).toHaveLength(gains(operation) && loses(operation) ? 2 : 1)
    })
  })

  test('in parts name nothing but what changes, and never a kind with nothing in it', () => {
    inAll(kinds, (operation) => {
      const steps = setInParts(room, operation)
      for (const step of stepsIn(steps))
        for (const kind of Object.keys(step.domains)) {
          expect(operation.named).toContain(kind)
          expect(step.domains).not.toHaveProperty(kind, [])
        }
      expect(sorted(leftBy(steps, operation, { omitted: 'cleared', empty: 'ignored' }))).toEqual(
        sorted(operation.domains),
      )
    })
  })

  test('in parts add first, unless the list has no room before the delete', () => {
    const figure = (value: number) => fact(value, 'made up', '2026-01', 'guess')
    const operation: SetOperation<ServerKind> = {
      _tag: 'Set',
      domains: { request: [a, c], socket: [] },
      named: ['request', 'socket'],
      observed: { domains: { request: [a, b], socket: [b] } },
    }
    const actions = (limits: Parameters<typeof setInParts>[0]['limits']) =>
      stepsIn(setInParts({ kinds, limits }, operation)).map(({ action }) => action)
    expect(actions({})).toEqual(['add', 'delete'])
    expect(actions({ perKind: figure(3), total: figure(4) })).toEqual(['add', 'delete'])
    expect(actions({ perKind: figure(2) })).toEqual(['delete', 'add'])
    expect(actions({ total: figure(3) })).toEqual(['delete', 'add'])
  })
})

const reply = (over: Partial<WriteReply<ServerKind>> = {}): WriteReply<ServerKind> => ({
  accepted: {},
  rejected: [],
  otherwise: 'not-taken',
  refusedWhole: false,
  ...spentOne,
  ...over,
})

const add: WriteStep<ServerKind> = { action: 'add', domains: { request: [c] } }
const take: WriteStep<ServerKind> = { action: 'delete', domains: { request: [b] } }

type Answer = TE.TaskEither<DomainError, WriteReply<ServerKind>>

const made = (steps: WriteSteps<ServerKind>, ...answers: ReadonlyArray<Answer>) => {
  const sent: Array<WriteStep<ServerKind>> = []
  const outcome = inSteps(steps, (step) => {
    sent.push(step)
    return answers[sent.length - 1] ?? TE.left(vendorBusy(call, {}))
  })()
  return { sent, outcome }
}

describe('a write of two calls', () => {
  test('ends after the first where that is refused as a whole: nothing was changed', async () => {
    const refused = reply({ refusedWhole: true, otherwise: 'no-icp', ...perhapsSpent, vendorCode: 4711 })
    const { sent, outcome } = made([add, take], TE.right(refused))
    expect(right(await outcome)).toEqual(refused)
    expect(sent).toEqual([add])
  })

  test('whose second fails says that the list was changed in part, what both spent, and to read before anything else', async () => {
    const { outcome } = made([add, take], TE.right(reply()), TE.left(budgetSpent(call, { vendorCode: 5 })))
    const error = left(await outcome)
    expect(error).toMatchObject({
      _tag: 'BudgetSpent',
      applied: 'unknown',
      retry: { when: 'after-read' },
      modification: 'spent',
      modifications: 1,
      vendorCode: 5,
    })
    expect(error.message).toMatch(/^the first of two calls was made, but the second failed: /)
    expect(error.messageZh).toMatch(/^两次调用中第一次已完成，第二次失败：/)
    expect(error.hint.en).toMatch(/^The list was changed in part: read it, /)
    expect(error.hint.zh).toMatch(/^列表已修改一部分/)
    expect(error.hint.en).toContain(budgetSpent(call, {}).hint.en)
  })

  test('reports what either call says of a domain', async () => {
    const no = { kind: 'request', domain: b, reason: 'no-icp' } as const
    const { outcome } = made(
      [add, take],
      TE.right(reply({ accepted: { request: [c] }, rejected: [no] })),
      TE.right(reply({ accepted: { socket: [a] } })),
    )
    expect(right(await outcome)).toMatchObject({
      accepted: { request: [c], socket: [a] },
      rejected: [no],
      modifications: 2,
      uncertain: 0,
    })
  })

  test('gives the list after the second call, never that between the two', async () => {
    const between = { domains: { request: [a, b, c] } }
    const after = { domains: { request: [a, c] } }
    const first = TE.right(reply({ after: between }))
    expect(right(await made([add, take], first, TE.right(reply())).outcome)).not.toHaveProperty('after')
    expect(right(await made([add, take], first, TE.right(reply({ after }))).outcome)).toMatchObject({ after })
  })

  test('says why something is missing in the words of the call that was to bring it', async () => {
    const adding = TE.right(reply({ otherwise: 'not-in-pool' }))
    const taking = TE.right(reply({ otherwise: 'not-listed' }))
    expect(right(await made([add, take], adding, taking).outcome).otherwise).toBe('not-in-pool')
    expect(right(await made([take, add], taking, adding).outcome).otherwise).toBe('not-in-pool')
  })

  test('is not refused as a whole where its second call is: the first was made', async () => {
    const refused = reply({ refusedWhole: true, otherwise: 'no-icp', ...perhapsSpent })
    expect(right(await made([take, add], TE.right(reply()), TE.right(refused)).outcome)).toMatchObject({
      refusedWhole: false,
      otherwise: 'no-icp',
      modifications: 1,
      uncertain: 1,
    })
  })

  test('quotes the call that was refused, and of two alike the last', async () => {
    const quoted = async (first: Partial<WriteReply<ServerKind>>, second: Partial<WriteReply<ServerKind>>) =>
      right(await made([add, take], TE.right(reply(first)), TE.right(reply(second))).outcome)
    const [one, two] = [{ requestId: 'one' }, { requestId: 'two' }]
    expect(await quoted(one, two)).toMatchObject(two)
    expect(await quoted({ ...one, vendorCode: 7, vendorMessage: 'some' }, two)).toMatchObject({ ...one, vendorCode: 7 })
    expect(await quoted(one, { ...two, vendorCode: 8 })).toMatchObject({ ...two, vendorCode: 8 })
    expect(await quoted({ ...one, vendorCode: 7 }, { ...two, vendorCode: 8 })).toMatchObject({ ...two, vendorCode: 8 })
    expect(await quoted({ ...one, vendorCode: 7, vendorMessage: 'no' }, { ...two, vendorCode: 8 })).not.toHaveProperty(
      'vendorMessage',
    )
  })
})

test('a write in place of a refused one adds what that perhaps spent, whichever way it ends', async () => {
  expect(right(await alsoSpent<ServerKind>(perhapsSpent)(TE.right(reply()))())).toMatchObject({
    modifications: 1,
    uncertain: 1,
  })
  const failed: Answer = TE.left(unreadableReply(call, {}, { path: '', expected: '', excerpt: '' }))
  expect(left(await alsoSpent<ServerKind>(perhapsSpent)(failed)())).toMatchObject({ modifications: 0, uncertain: 2 })
})

describe('the writer of a list', () => {
  const sent: Array<WriteStep<ServerKind>> = []
  const writer = listWriter<ServerKind>({
    steps: (operation) => writeSteps(room, cautious, operation),
    send: (_, step) => {
      sent.push(step)
      return TE.right(reply())
    },
  })

  test('counts the very calls that it makes', async () => {
    await fc.assert(
      fc.asyncProperty(setsOf(kinds), async (operation) => {
        sent.length = 0
        await writer.write(call, operation)()
        expect(sent).toHaveLength(writer.cost(operation))
      }),
    )
  })

  test('makes one call of an add and of a delete', () => {
    const edits: ReadonlyArray<EditOperation<ServerKind>> = [
      { _tag: 'Add', domains: { request: [a], socket: [b] }, observed: { domains: {} } },
      { _tag: 'Delete', domains: { request: [a], socket: [b] }, observed: { domains: {} } },
    ]
    for (const operation of edits) expect(writer.cost(operation)).toBe(1)
    expect(writer.cost({ _tag: 'CopyPool' })).toBe(1)
  })

  test('refuses to copy the pool where the vendor has no call for it', async () => {
    sent.length = 0
    expect(left(await writer.write(call, { _tag: 'CopyPool' })())).toMatchObject({ _tag: 'Unsupported', applied: 'no' })
    expect(sent).toEqual([])
  })
})
