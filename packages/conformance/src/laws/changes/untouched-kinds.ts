import { type Kind } from '@mini-domains/core'
import { fromKinds } from '@mini-domains/core/adapter'
import { checkOutcome } from '../../checks/outcome.js'
import { prove } from '../../checks/prove.js'
import { record } from '../../fixture/recorder.js'
import { request } from '../../fixture/request.js'
import { domain, under } from '../../fixture/spelling.js'
import { placeNames } from '../../harness/address.js'
import { type Variations, kindsAt } from '../../harness/variations.js'
import { type Case, type LawCases, everywhere } from '../../suite/case.js'

type Name = 'add' | 'delete' | 'set'

const oneKind = (kind: Kind, name: Name, hosts: ReadonlyArray<string>, places: typeof placeNames) =>
  everywhere(
    `${name} of ${kind} ${hosts.length === 0 ? 'with nothing in it ' : ''}touches no other kind`,
    async (list) => {
      await list.hold('kept.example.com', 'held.example.com')
      await prove(list, request(name, under([kind], ...hosts)))
    },
    places,
  )

const eachKind = (variations: Variations): ReadonlyArray<Case> =>
  placeNames.flatMap((place) =>
    kindsAt(variations, place).flatMap((kind) => [
      ...oneKind(kind, 'set', ['new.example.com', 'held.example.com'], [place]),
      ...oneKind(kind, 'set', [], [place]),
      ...oneKind(kind, 'add', ['new.example.com'], [place]),
      ...oneKind(kind, 'delete', ['held.example.com'], [place]),
    ]),
  )

const emptyOneSetOther = everywhere('a set may empty one kind and fill another', async (list) => {
  const { kind: first, kinds } = list
  const second = kinds[1] ?? first
  await list.hold('kept.example.com', 'held.example.com')
  const named = fromKinds([first, second], (kind) => (kind === first ? [] : [domain(kind, 'new.example.com')]))
  await prove(list, request('set', named))
})

const emptyAll = everywhere('a set with nothing in any kind empties the list', async (list) => {
  await list.hold('kept.example.com', 'held.example.com')
  await prove(list, request('set', list.all()))
})

const leftUndefined = everywhere('a kind that is undefined in a set is not named', async (list) => {
  await list.hold('kept.example.com')
  const wanted = list.one('new.example.com')
  const spelt = { ...Object.fromEntries(list.kinds.slice(1).map((kind) => [kind, undefined])), ...wanted }
  await prove(list, request('set', wanted, spelt))
})

/**
 * A `set` that repeats what it does not change may lose what the vendor would refuse today; then it has to say so.
 */
const oldEntries = everywhere(
  'what the vendor would refuse today survives a set of others, or the outcome says what became of it',
  async (list) => {
    await list.put(list.one('held.example.com'))
    await list.put(under(list.kinds.slice(1), 'old.elsewhere.example', 'kept.example.com'))
    checkOutcome(await record(list, request('set', list.one('new.example.com'))))
  },
)

const partlyObserved = everywhere('a kind that the caller did not observe is not taken to be empty', async (list) => {
  const held = list.all('held.example.com', 'kept.example.com')
  const partial = list.one('held.example.com', 'kept.example.com')
  for (const name of ['set', 'add', 'delete'] as const) {
    const hosts = name === 'delete' ? ['held.example.com'] : ['held.example.com', `${name}.example.com`]
    const wanted = request(name, name === 'set' ? list.one(...hosts) : list.all(...hosts))
    for (const observed of [partial, {}]) {
      await list.put(held)
      checkOutcome(await record(list, wanted, { observed: { domains: observed } }))
    }
  }
})

/**
 * Law 3.
 */
export const untouchedKinds: LawCases = {
  law: 3,
  cases: (variations) => [
    ...eachKind(variations),
    ...emptyOneSetOther,
    ...emptyAll,
    ...leftUndefined,
    ...oldEntries,
    ...partlyObserved,
  ],
}
