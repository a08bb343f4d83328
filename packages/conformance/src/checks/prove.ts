import { type Kind, type Outcome } from '@mini-domains/core'
import { hostOf, readDomain } from '@mini-domains/core/adapter'
import assert from 'node:assert/strict'
import { type Fixture, type ListFixture, everyList, poolOf } from '../fixture/fixture.js'
import { after, afterVersions } from '../fixture/model.js'
import { type Manner, type Recording, record } from '../fixture/recorder.js'
import { type Request } from '../fixture/request.js'
import { type ListState, inForce, listed, staged, stateOf } from '../fixture/state.js'
import { type Address } from '../harness/address.js'
import { checkOutcome, checkQuoted, checkVersions } from './outcome.js'
import { rightOf, succeed } from './settle.js'

// The name of a list in what `stateOfAll` gives, and of a pool's testing version.
const keyOf = ({ place, subject }: Address): string => (subject._tag === 'App' ? `${place} ${subject.appId}` : place)
const testingKeyOf = (address: Address): string => `${keyOf(address)} testing`

/**
 * Every list of the vendor: both apps' and the platform's, and of a pool with two versions both.
 */
export const stateOfAll = async (fixture: Fixture): Promise<Readonly<Record<string, ListState>>> => {
  const all: Record<string, ListState> = {}
  for (const list of everyList(fixture)) {
    all[keyOf(list.address)] = await list.state()
    const versions = await list.versions()
    if (versions !== undefined) all[testingKeyOf(list.address)] = versions.testing
  }
  return all
}

// A `set` of both versions that has to leave what only the testing one lists may need two: one to add and one to delete.
const most = ({ variations }: Fixture, { request, versions, version }: Recording): number => {
  if (request.name !== 'set') return 1
  if (versions === undefined || version === 'testing') return variations.modificationsPerSet
  const stays = Object.keys(versions.before.testing).some((kind) => staged(versions.before, kind).length > 0)
  return stays ? Math.max(2, variations.modificationsPerSet) : variations.modificationsPerSet
}

/**
 * What every list of the vendor is to be after a change, by the model.
 */
const modelled = (
  address: Address,
  { kinds, request, before, versions, version }: Recording,
  pool: ListState,
): Readonly<Record<string, ListState>> => {
  if (versions === undefined) return { [keyOf(address)]: after(kinds, before, request, pool) }
  const model = afterVersions(kinds, versions.before, request, version)
  return { [keyOf(address)]: inForce(model), [testingKeyOf(address)]: model.testing }
}

const liesUnder = (host: string, pool: string): boolean => host === pool || host.endsWith(`.${pool}`)

// A domain that was listed once and that the vendor would not take today, in a kind that a `set` only repeats: whether the whole
// call is refused for it, only the call can show. For nothing else may a write be sent that is refused.
const repeatsOutsiders = ({ kinds, before, request }: Recording, pool: ListState): boolean => {
  const { name, wanted } = request
  const hosts = (kind: Kind, domains: ReadonlyArray<string>) => domains.map((each) => hostOf(readDomain(kind, each)))
  const isOutside = (kind: Kind): boolean => {
    const allowed = [...hosts(kind, listed(pool, kind)), ...hosts('any', listed(pool, 'any'))]
    return hosts(kind, listed(before, kind)).some((host) => !allowed.some((each) => liesUnder(host, each)))
  }
  return name === 'set' && kinds.some((kind) => wanted[kind] === undefined && isOutside(kind))
}

const secondLook = async (list: ListFixture, request: Request, manner: Manner): Promise<void> => {
  const again = await record(list, request, manner)
  const outcome = checkOutcome(again)
  assert.deepEqual(
    outcome.items.filter(({ verdict }) => verdict !== 'already'),
    [],
    'the same change again finds nothing to do',
  )
  if (request.name === 'copyPool') return
  assert.deepEqual(again.writes, [], 'the same change again writes nothing')
  assert.equal(outcome.modification, 'not-spent', 'the same change again spends nothing')
}

/**
 * Makes a change that the vendor takes whole, and proves it: by the vendor's own lists, all of them, against the model; by
 * what the outcome says; by the same change again, which must find nothing to do; and by `get`.
 */
export const prove = async (list: ListFixture, request: Request, manner: Manner = {}): Promise<Outcome<Kind>> => {
  const { kinds, address } = list
  const around = await stateOfAll(list)
  const pool = await poolOf(list).state()
  const recording = await record(list, request, manner)
  const expected = modelled(address, recording, pool)
  const outcome = rightOf(recording.result)
  assert.deepEqual(
    await stateOfAll(list),
    { ...around, ...expected },
    'the vendor has what the model says, and nothing else was touched',
  )
  checkOutcome(recording)
  checkQuoted(outcome, recording)
  assert.deepEqual(
    outcome.items.filter(({ verdict }) => verdict === 'rejected'),
    [],
    'nothing is told to be rejected',
  )
  const refusals = repeatsOutsiders(recording, pool) ? 1 : 0
  const landed = recording.writes.filter((write) => write.landed).length
  assert.ok(
    recording.writes.length <= most(list, recording) + refusals,
    'a change takes no more writes than the vendor needs',
  )
  assert.ok(landed <= most(list, recording), 'a change lands no more writes than the vendor needs')
  await secondLook(list, request, manner)
  const got = await succeed(list.domains.get())
  assert.deepEqual(
    Object.keys(outcome.after?.domains ?? {}).sort(),
    Object.keys(got.domains).sort(),
    'the list after a change that nothing stood in the way of is told, in every kind',
  )
  assert.deepEqual(stateOf(kinds, got.domains), expected[keyOf(address)], 'get gives what the vendor has')
  const versions = await list.versions()
  if (versions !== undefined) checkVersions(kinds, got, versions)
  return outcome
}
