import { addDomains } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import assert from 'node:assert/strict'
import { performance } from 'node:perf_hooks'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { faultsUnder } from '../harness/fault-table.js'
import { until } from '../checks/until.js'
import { listAt } from '../harness/address.js'
import { leftOf, settle, succeed } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { at, firstKind, kindsAt } from '../fixture/fixture.js'
import { type Variations } from '../harness/variations.js'

const bothKept = everywhere('options that are given one after the other all count', async (stage, place) => {
  const gone = AbortSignal.abort()
  for (const provider of [
    stage.provider.with({ signal: gone }).with({ timeoutMs: 9_000 }),
    stage.provider.with({ timeoutMs: 9_000 }).with({ signal: gone }),
    stage.provider.with({ timeoutMs: 1 }).with({ signal: gone, timeoutMs: 9_000 }),
  ])
    assert.equal(leftOf(await settle(listAt(provider, at(stage, place)).get))._tag, 'Cancelled')
  assert.deepEqual(await stage.vendor.attempts(), [])
  await succeed(listAt(stage.provider, at(stage, place)).get)
})

const inBody = everywhere('a get that is cancelled after its headers came ends at once', async (stage, place) => {
  if (!faultsUnder(stage.variations).includes('stalled-body')) return
  const cancel = new AbortController()
  await stage.vendor.script({ name: 'stalled-body', place, strikes: 'get', lands: 'never', times: 9 })
  const provider = stage.provider.with({ signal: cancel.signal }).with({ timeoutMs: 9_000 })
  const running = settle(listAt(provider, at(stage, place)).get, 4_000)
  await until('the get arrives', async () => (await stage.vendor.attempts()).length === 1)
  // Time for the headers to come; where they come later, the call must end all the same.
  await new Promise((resolve) => setTimeout(resolve, 30))
  cancel.abort()
  assert.equal(leftOf(await running)._tag, 'Cancelled')
})

const deadlineMs = 1_000

/** All lists at once, so that the whole takes one deadline. */
const inTime = (fault: 'stalled-headers' | 'stalled-body'): Case => ({
  name: `a deadline that meets ${fault} is kept, and kept beside a signal`,
  run: async (stage) => {
    const provider = stage.provider.with({ timeoutMs: deadlineMs }).with({ signal: new AbortController().signal })
    const addresses = (['app.server', 'app.webview', 'platform.server', 'platform.webview'] as const).map((place) =>
      at(stage, place),
    )
    for (const { place } of addresses)
      await stage.vendor.script({ name: fault, place, strikes: 'add', lands: 'never', times: 9 })
    const started = performance.now()
    await Promise.all(
      addresses.map(async (address) => {
        const kinds = kindsAt(stage, address.place)
        const change = addDomains(under([firstKind(stage, address.place)], 'new.example.com'))
        const result = await settle(listAt(provider, address).modify(change, { observed: under(kinds) }))
        if (E.isRight(result)) assert.fail('a change that never landed is no success')
        assert.equal(result.left._tag, 'TimedOut')
      }),
    )
    const took = performance.now() - started
    assert.ok(took >= 0.8 * deadlineMs, `a deadline of ${deadlineMs} ms ended after ${Math.round(took)} ms`)
    assert.ok(took < 2.5 * deadlineMs, `a deadline of ${deadlineMs} ms took ${Math.round(took)} ms`)
  },
})

/**
 * Law 10, with options in combination.
 */
export const optionsCombined: Chapter = {
  law: 10,
  cases: (variations: Variations) => [
    ...bothKept,
    ...inBody,
    ...(['stalled-headers', 'stalled-body'] as const)
      .filter((fault) => faultsUnder(variations).includes(fault))
      .map(inTime),
  ],
}
