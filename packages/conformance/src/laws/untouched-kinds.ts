import { type Kind } from '@mini-domains/core'
import { fromKinds } from '@mini-domains/core/adapter'
import { type Case, type Chapter, everywhere } from '../suite/case.js'
import { checkOutcome } from '../checks/outcome.js'
import { type PlaceName, placeNames } from '../harness/address.js'
import { prove } from '../checks/prove.js'
import { request } from '../fixture/request.js'
import { rightOf } from '../checks/settle.js'
import { domain, under } from '../fixture/spelling.js'
import { at, kindsAt, put } from '../fixture/fixture.js'
import { type Variations } from '../harness/variations.js'
import { witnessed } from '../fixture/recorder.js'

type Name = 'add' | 'delete' | 'set'

const oneKind = (place: PlaceName, kind: Kind, name: Name, hosts: ReadonlyArray<string>): Case => ({
  name: `${place}: ${name} of ${kind} ${hosts.length === 0 ? 'with nothing in it ' : ''}touches no other kind`,
  run: async (stage) => {
    await put(stage, at(stage, place), under(kindsAt(stage, place), 'kept.example.com', 'held.example.com'))
    await prove(stage, at(stage, place), request(name, under([kind], ...hosts)))
  },
})

const eachKind = (variations: Variations): ReadonlyArray<Case> =>
  placeNames.flatMap((place) =>
    variations.kinds[place].flatMap((kind) => [
      oneKind(place, kind, 'set', ['new.example.com', 'held.example.com']),
      oneKind(place, kind, 'set', []),
      oneKind(place, kind, 'add', ['new.example.com']),
      oneKind(place, kind, 'delete', ['held.example.com']),
    ]),
  )

const emptyOneSetOther = everywhere('a set may empty one kind and fill another', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const [first, second = first] = kinds
  if (first === undefined || second === undefined) return
  await put(stage, at(stage, place), under(kinds, 'kept.example.com', 'held.example.com'))
  const named = fromKinds([first, second], (kind) => (kind === first ? [] : [domain(kind, 'new.example.com')]))
  await prove(stage, at(stage, place), request('set', named))
})

const emptyAll = everywhere('a set with nothing in any kind empties the list', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  await put(stage, at(stage, place), under(kinds, 'kept.example.com', 'held.example.com'))
  await prove(stage, at(stage, place), request('set', under(kinds)))
})

const leftUndefined = everywhere('a kind that is undefined in a set is not named', async (stage, place) => {
  const kinds = kindsAt(stage, place)
  const [first, ...others] = kinds
  if (first === undefined) return
  await put(stage, at(stage, place), under(kinds, 'kept.example.com'))
  const wanted = under([first], 'new.example.com')
  const spelt = { ...Object.fromEntries(others.map((kind) => [kind, undefined])), ...wanted }
  await prove(stage, at(stage, place), request('set', wanted, spelt))
})

/**
 * A `set` that repeats what it does not change may lose what the vendor would refuse today; then it has to say so.
 */
const oldEntries = everywhere(
  'what the vendor would refuse today survives a set of others, or the outcome says what became of it',
  async (stage, place) => {
    const kinds = kindsAt(stage, place)
    const [first, ...others] = kinds
    if (first === undefined) return
    await put(stage, at(stage, place), under([first], 'held.example.com'))
    await put(stage, at(stage, place), under(others, 'old.elsewhere.example', 'kept.example.com'))
    const witness = await witnessed(stage, at(stage, place), request('set', under([first], 'new.example.com')))
    const outcome = rightOf(witness.result)
    checkOutcome(kinds, outcome, witness)
  },
)

/**
 * Law 3.
 */
export const untouchedKinds: Chapter = {
  law: 3,
  cases: (variations) => [...eachKind(variations), ...emptyOneSetOther, ...emptyAll, ...leftUndefined, ...oldEntries],
}
