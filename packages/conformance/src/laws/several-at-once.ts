import { addDomains } from '@mini-domains/core'
import assert from 'node:assert/strict'
import { type Chapter, everywhere } from '../suite/case.js'
import { until } from '../checks/until.js'
import { addressOf, levelOf, listAt } from '../harness/address.js'
import { succeed } from '../checks/settle.js'
import { domain, under } from '../fixture/spelling.js'
import { at, firstKind, kindsAt, look, put } from '../fixture/fixture.js'
import { listed, truthOf } from '../fixture/actual-state.js'

const readsAtOnce = everywhere('reads of several apps at once give each its own list', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const addresses = stage.variations.apps.map((appId) => addressOf(place, appId))
  for (const [index, address] of addresses.entries()) await put(stage, address, under(kinds, `own${index}.example.com`))
  const truths = await Promise.all(addresses.map((address) => look(stage, address)))
  await stage.vendor.script({ name: 'slow', place, strikes: 'get', lands: 'never', times: 4, delayMs: 30 })
  const tasks = [...addresses, ...addresses].map((address) => listAt(stage.provider, address).get())
  const lists = await Promise.all(tasks.map((task) => succeed(task)))
  assert.deepEqual(
    lists.map((list) => truthOf(kinds, list.domains)),
    [...truths, ...truths],
  )
})

// The older read has been answered from the list as it was; a change that takes it for its look is wrong about the list.
const ownLook = everywhere('a change does not take a read that began before it for its look', async (stage, place) => {
  const address = at(stage, place)
  const kind = firstKind(stage, place)
  const list = listAt(stage.provider, address)
  await put(stage, address, under([kind], 'old.example.com'))
  await stage.vendor.script({ name: 'stalled-headers', place, strikes: 'get', lands: 'never', times: 1 })
  const older = listAt(stage.provider.with({ timeoutMs: 1_000 }), address).get()()
  await until('the older read arrives', async () => (await stage.vendor.attempts()).length === 1)
  const outcome = await succeed(list.modify(addDomains(under([kind], 'old.example.com', 'new.example.com'))))
  assert.equal((await stage.vendor.attempts())[1]?.asks, 'get', 'a change looks for itself')
  assert.deepEqual(
    outcome.items.map(({ domain: name, verdict }) => [name, verdict]),
    [
      [domain(kind, 'old.example.com'), 'already'],
      [domain(kind, 'new.example.com'), 'accepted'],
    ],
  )
  await older
})

const changesOfApps = everywhere(
  'changes of several apps with different lists at once stay apart',
  async (stage, place) => {
    if (levelOf(place) === 'platform') return
    const kinds = kindsAt(stage, place)
    const addresses = stage.variations.apps.map((appId) => addressOf(place, appId))
    for (const [index, address] of addresses.entries())
      await put(stage, address, under(kinds, `own${index}.example.com`))
    const outcomes = await Promise.all(
      addresses.map((address, index) =>
        succeed(
          listAt(stage.provider, address).modify(
            addDomains(under(kinds, 'both.example.com', `own${index}.example.com`)),
          ),
        ),
      ),
    )
    for (const [index, address] of addresses.entries()) {
      const truth = await look(stage, address)
      for (const kind of kinds)
        assert.deepEqual(listed(truth, kind), [
          domain(kind, 'both.example.com'),
          domain(kind, `own${index}.example.com`),
        ])
      const before = outcomes[index]?.before.domains ?? {}
      assert.deepEqual(truthOf(kinds, before), truthOf(kinds, under(kinds, `own${index}.example.com`)))
    }
  },
)

/**
 * Law 14, with several apps whose lists differ.
 */
export const severalAtOnce: Chapter = { law: 14, cases: () => [...readsAtOnce, ...ownLook, ...changesOfApps] }
