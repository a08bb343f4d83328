import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import { type Lease, type StoredRecord, type Store } from '@mini-domains/core/adapter'
import { inOrder, right } from '../answers.js'
import { type StoreCase, type StoreVariations, type StoreWorld } from '../world.js'

interface Model {
  readonly records: Map<string, StoredRecord>
  readonly leases: Map<string, Lease>
  /** Every version and fence that was given, by key and by name, the latest last. */
  readonly versions: Map<string, Array<number>>
  readonly fences: Map<string, Array<Lease>>
}

interface Real {
  readonly handles: ReadonlyArray<Store>
  readonly world: StoreWorld
}

type Run = (model: Model, store: Store, real: Real) => Promise<void>

class Step implements fc.AsyncCommand<Model, Real> {
  constructor(
    private readonly text: string,
    private readonly handle: number,
    private readonly act: Run,
  ) {}
  check = (): boolean => true
  run = (model: Model, real: Real): Promise<void> => this.act(model, real.handles[this.handle] ?? assert.fail(), real)
  toString = (): string => `${this.handle}: ${this.text}`
}

type Expectation = 'none' | 'current' | 'old'

const expectedOf = ({ records, versions }: Model, key: string, choice: Expectation): number => {
  if (choice === 'none') return 0
  return choice === 'current' ? (records.get(key)?.version ?? 0) : (versions.get(key)?.[0] ?? 0)
}

const noteVersion = ({ versions }: Model, key: string, version: number): void => {
  const given = versions.get(key) ?? []
  assert.ok(version > (given.at(-1) ?? 0), `version ${version} follows ${given.at(-1)}`)
  versions.set(key, [...given, version])
}

const putStep =
  (key: string, value: string, choice: Expectation): Run =>
  async (model, store) => {
    const expected = expectedOf(model, key, choice)
    const record = await right(store.put(key, value, expected))
    assert.equal(record !== undefined, (model.records.get(key)?.version ?? 0) === expected)
    if (record === undefined) return
    assert.equal(record.value, value)
    noteVersion(model, key, record.version)
    model.records.set(key, record)
  }

const removeStep =
  (key: string, choice: Expectation): Run =>
  async (model, store) => {
    const expected = expectedOf(model, key, choice)
    const isThere = model.records.has(key) && model.records.get(key)?.version === expected
    assert.equal(await right(store.remove(key, expected)), isThere)
    if (isThere) model.records.delete(key)
  }

const readStep =
  (key: string, prefix: string, limit: number): Run =>
  async (model, store) => {
    assert.deepEqual(await right(store.get(key)), model.records.get(key))
    const expected = inOrder([...model.records.keys()].filter((name) => name.startsWith(prefix)))
    assert.deepEqual(await right(store.keys(prefix, '', limit)), expected.slice(0, limit))
    assert.deepEqual(
      await right(store.entries(prefix, '', limit)),
      expected.slice(0, limit).map((name) => ({ key: name, ...model.records.get(name) })),
    )
  }

interface WriteChoice {
  readonly key: string
  readonly value: string | undefined
  readonly choice: Expectation
}

interface LeaseChoice {
  readonly name: string
  readonly isLatest: boolean
}

const transactStep =
  (choices: ReadonlyArray<WriteChoice>, choice: LeaseChoice | undefined): Run =>
  async (model, store) => {
    const { records, leases, fences } = model
    const writes = choices.map(({ choice: at, ...write }) => ({ ...write, expected: expectedOf(model, write.key, at) }))
    const under = choice === undefined ? undefined : fences.get(choice.name)?.at(choice.isLatest ? -1 : 0)
    const isHeld = under === undefined || leases.get(under.name)?.fence === under.fence
    const isExpected = writes.every(({ key, expected }) => (records.get(key)?.version ?? 0) === expected)
    const done = await right(store.transact(writes, under))
    const fitting = isExpected ? 'Committed' : 'Conflict'
    assert.equal(done._tag, isHeld ? fitting : 'LeaseLost')
    if (done._tag !== 'Committed') return
    for (const { key, value } of writes) {
      if (value === undefined) records.delete(key)
      else {
        noteVersion(model, key, done.version)
        records.set(key, { value, version: done.version })
      }
    }
  }

const acquireStep =
  (name: string, owner: string): Run =>
  async (model, store) => {
    const holder = model.leases.get(name)?.owner
    const lease = await right(store.acquire(name, owner, 60_000))
    assert.equal(lease !== undefined, holder === undefined || holder === owner)
    if (lease === undefined) return
    const given = model.fences.get(name) ?? []
    assert.ok(lease.fence > (given.at(-1)?.fence ?? 0), `fence ${lease.fence} follows ${given.at(-1)?.fence}`)
    model.fences.set(name, [...given, lease])
    model.leases.set(name, lease)
  }

const endStep =
  (name: string, isLatest: boolean, how: 'renew' | 'release'): Run =>
  async (model, store) => {
    const lease = model.fences.get(name)?.at(isLatest ? -1 : 0)
    if (lease === undefined) return
    const isHeld = model.leases.get(name)?.fence === lease.fence
    if (how === 'renew') return assert.equal(await right(store.renew(lease, 60_000)), isHeld)
    await right(store.release(lease))
    if (isHeld) model.leases.delete(name)
  }

const passStep: Run = async (model, _store, { world }) => {
  await world.pass(60_001)
  model.leases.clear()
}

const commands = (time: StoreVariations['time']): ReadonlyArray<fc.Arbitrary<Step>> => {
  const handle = fc.nat(1)
  const key = fc.constantFrom('a', 'ab', 'b%', '授', '😀', '\uffff')
  const name = fc.constantFrom('l', 'm')
  const choice = fc.constantFrom<Expectation>('none', 'current', 'current', 'old')
  const write = fc.record({ key, value: fc.option(fc.string(), { nil: undefined }), choice })
  const writes = fc.uniqueArray(write, { maxLength: 4, selector: (each) => each.key })
  const lease = fc.option(fc.record({ name, isLatest: fc.boolean() }), { nil: undefined })
  const step = (text: string, at: number, run: Run): Step => new Step(text, at, run)
  return [
    fc.tuple(handle, key, fc.string(), choice).map(([h, k, v, c]) => step(`put ${k} ${v} ${c}`, h, putStep(k, v, c))),
    fc.tuple(handle, key, choice).map(([h, k, c]) => step(`remove ${k} ${c}`, h, removeStep(k, c))),
    fc
      .tuple(handle, writes, lease)
      .map(([h, w, l]) => step(`transact ${JSON.stringify(w)} under ${JSON.stringify(l)}`, h, transactStep(w, l))),
    fc
      .tuple(handle, key, fc.constantFrom('', 'a', 'b'), fc.nat(4))
      .map(([h, k, p, n]) => step(`read ${k} ${p} ${n}`, h, readStep(k, p, n))),
    fc
      .tuple(handle, name, fc.constantFrom('x', 'y'))
      .map(([h, n, o]) => step(`acquire ${n} ${o}`, h, acquireStep(n, o))),
    fc
      .tuple(handle, name, fc.boolean(), fc.constantFrom('renew' as const, 'release' as const))
      .map(([h, n, l, how]) => step(`${how} ${n} ${l ? 'latest' : 'first'}`, h, endStep(n, l, how))),
    ...(time === 'injected' ? [handle.map((h) => step('pass', h, passStep))] : []),
  ]
}

// All runs share one world, so each leaves it empty; versions and fences go on.
const emptied = async (handles: ReadonlyArray<Store>, model: Model): Promise<void> => {
  const store = handles[0] ?? assert.fail()
  for (const [key, { version }] of model.records) await right(store.remove(key, version))
  for (const lease of model.leases.values()) await right(store.release(lease))
}

const behavesAsModel: StoreCase = {
  name: 'any sequence of calls on two handles gives what a simple model says',
  run: async (world, { runs, time }) => {
    const handles = [await world.open(), await world.open()]
    const versions = new Map<string, Array<number>>()
    const fences = new Map<string, Array<Lease>>()
    await fc.assert(
      fc.asyncProperty(fc.commands([...commands(time)], { maxCommands: 60 }), async (steps) => {
        const model: Model = { records: new Map(), leases: new Map(), versions, fences }
        try {
          await fc.asyncModelRun(() => ({ model, real: { handles, world } }), steps)
        } finally {
          await emptied(handles, model)
        }
      }),
      { numRuns: runs },
    )
  },
}

/**
 * The random test.
 */
export const modelLaws: ReadonlyArray<StoreCase> = [behavesAsModel]
