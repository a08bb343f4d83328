import { type Kind, type Outcome } from '@mini-domains/core'
import { hostOf, readDomain } from '@mini-domains/core/adapter'
import assert from 'node:assert/strict'
import { checkOutcome, checkQuoted, checkVersions } from './outcome.js'
import { type Address, addressOf, listAt, poolOf } from '../harness/address.js'
import { afterVersions, inForce, staged } from '../fixture/pool-state.js'
import { type Request, after } from '../fixture/request.js'
import { rightOf, succeed } from './settle.js'
import { type Stage, keyOf, kindsAt, look, lookAround, lookAtVersions, testingKeyOf } from '../fixture/fixture.js'
import { type Truth, listed, truthOf } from '../fixture/actual-state.js'
import { type Manner, type Witness, witnessed } from '../fixture/recorder.js'

// A `set` of both versions that has to leave what only the testing one lists may need two: one to add and one to delete.
const most = ({ variations }: Stage, { request, versions, version }: Witness): number => {
  if (request.name !== 'set') return 1
  if (versions === undefined || version === 'testing') return variations.modificationsPerSet
  const stays = Object.keys(versions.before.testing).some((kind) => staged(versions.before, kind).length > 0)
  return stays ? Math.max(2, variations.modificationsPerSet) : variations.modificationsPerSet
}

/**
 * What every list of the vendor is to be after a change, by the model.
 */
const modelled = (
  kinds: ReadonlyArray<Kind>,
  address: Address,
  { request, before, versions, version }: Witness,
  pool: Truth,
): Readonly<Record<string, Truth>> => {
  if (versions === undefined) return { [keyOf(address)]: after(kinds, before, request, pool) }
  const model = afterVersions(kinds, versions.before, request, version)
  return { [keyOf(address)]: inForce(model), [testingKeyOf(address)]: model.testing }
}

const liesUnder = (host: string, pool: string): boolean => host === pool || host.endsWith(`.${pool}`)

// A domain that was listed once and that the vendor would not take today, in a kind that a `set` only repeats: whether the whole
// call is refused for it, only the call can show. For nothing else may a write be sent that is refused.
const repeatsOutsiders = (
  kinds: ReadonlyArray<Kind>,
  before: Truth,
  { name, wanted }: Request,
  pool: Truth,
): boolean => {
  const hosts = (kind: Kind, domains: ReadonlyArray<string>) => domains.map((each) => hostOf(readDomain(kind, each)))
  const isOutside = (kind: Kind): boolean => {
    const allowed = [...hosts(kind, listed(pool, kind)), ...hosts('any', listed(pool, 'any'))]
    return hosts(kind, listed(before, kind)).some((host) => !allowed.some((each) => liesUnder(host, each)))
  }
  return name === 'set' && kinds.some((kind) => wanted[kind] === undefined && isOutside(kind))
}

const secondLook = async (stage: Stage, address: Address, request: Request, manner: Manner): Promise<void> => {
  const again = await witnessed(stage, address, request, manner)
  const outcome = rightOf(again.result)
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
export const prove = async (
  stage: Stage,
  address: Address,
  request: Request,
  manner: Manner = {},
): Promise<Outcome<Kind>> => {
  const kinds = kindsAt(stage, address.place)
  const around = await lookAround(stage)
  const pool = await look(stage, addressOf(poolOf(address.place), stage.variations.apps[0]))
  const witness = await witnessed(stage, address, request, manner)
  const expected = modelled(kinds, address, witness, pool)
  const outcome = rightOf(witness.result)
  assert.deepEqual(
    await lookAround(stage),
    { ...around, ...expected },
    'the vendor has what the model says, and nothing else was touched',
  )
  checkOutcome(kinds, outcome, witness)
  checkQuoted(outcome, witness)
  assert.deepEqual(
    outcome.items.filter(({ verdict }) => verdict === 'rejected'),
    [],
    'nothing is told to be rejected',
  )
  const refusals = repeatsOutsiders(kinds, witness.before, request, pool) ? 1 : 0
  assert.ok(
    witness.writes.length <= most(stage, witness) + refusals,
    'a change takes no more writes than the vendor needs',
  )
  assert.ok(
    witness.writes.filter((write) => write.landed).length <= most(stage, witness),
    'a change lands no more writes than the vendor needs',
  )
  await secondLook(stage, address, request, manner)
  const list = await succeed(listAt(manner.provider ?? stage.provider, address).get())
  assert.deepEqual(truthOf(kinds, list.domains), expected[keyOf(address)], 'get gives what the vendor has')
  const versions = await lookAtVersions(stage, address)
  if (versions !== undefined) checkVersions(kinds, list, versions)
  return outcome
}
