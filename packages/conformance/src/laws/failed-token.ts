import { addDomains } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { type Chapter, everywhere } from '../suite/case.js'
import { faultsUnder } from '../harness/fault-table.js'
import { addressOf, levelOf, listAt } from '../harness/address.js'
import { settle } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { firstKind } from '../fixture/fixture.js'

const lostOnce = everywhere(
  'tokens hear once of an authorisation that is lost, of its own subject and token, and of nothing else',
  async (stage, place) => {
    const { apps } = stage.variations
    for (const appId of levelOf(place) === 'app' ? apps : [apps[0]])
      for (const strikes of ['get', 'add'] as const) {
        if (!faultsUnder(stage.variations).includes('authorization-lost')) return
        const address = addressOf(place, appId)
        const list = listAt(stage.provider, address)
        const before = stage.ledger.failures().length
        await stage.vendor.script({ name: 'authorization-lost', place, strikes, lands: 'never', times: 1 })
        const change = list.modify(addDomains(under([firstKind(stage, place)], 'new.example.com')))
        const result = await settle<unknown>(strikes === 'get' ? list.get : change)
        assert.ok(E.isLeft(result) && result.left._tag === 'AuthorizationLost', 'the loss is told')
        const told = stage.ledger.failures().slice(before)
        assert.equal(told.length, 1, 'tokens hear of it once')
        assert.deepEqual(told[0]?.subject, address.subject, 'of the subject whose token it is')
        assert.equal(told[0]?.token, await stage.ledger.current(address.subject), 'of the token that was sent')
        assert.equal(told[0]?.error?._tag, 'AuthorizationLost')
      }
  },
)

const nothingElse = everywhere('tokens hear of no failure that is none of the authorisation', async (stage, place) => {
  for (const name of [
    'busy',
    'unknown-code',
    'permission-missing',
    'rate-limited',
    'address-refused',
    'token-stale',
  ] as const) {
    if (!faultsUnder(stage.variations).includes(name)) continue
    await stage.vendor.script({ name, place, strikes: 'get', lands: 'never', times: 1 })
    await settle(listAt(stage.provider, addressOf(place, stage.variations.apps[0])).get)
  }
  assert.deepEqual(stage.ledger.failures(), [])
})

const rightRefusal = everywhere('tokens hear which token of whom was refused', async (stage, place) => {
  const address = addressOf(place, stage.variations.apps[1])
  const sent = await stage.ledger.current(address.subject)
  await stage.vendor.voidToken(sent, 'revoked')
  await settle(listAt(stage.provider, address).get)
  assert.deepEqual(stage.ledger.refusals(), [{ subject: address.subject, token: sent }])
})

/**
 * Law 9: what tokens are told.
 */
export const failedToken: Chapter = { law: 9, cases: () => [...lostOnce, ...nothingElse, ...rightRefusal] }
