import assert from 'node:assert/strict'
import { checkOutcome } from '../../checks/outcome.js'
import { prove } from '../../checks/prove.js'
import { rightOf } from '../../checks/settle.js'
import { record } from '../../fixture/recorder.js'
import { request } from '../../fixture/request.js'
import { type LawCases, everywhere } from '../../suite/case.js'

type Name = 'add' | 'delete' | 'set'

const nothingToDo = (name: Name, held: ReadonlyArray<string>, asked: ReadonlyArray<string>) =>
  everywhere(
    `${name} of what is ${name === 'delete' ? 'gone' : 'there'} writes nothing (${held.length} listed)`,
    async (list) => {
      await list.hold(...held)
      const recording = await record(list, request(name, list.all(...asked)))
      const outcome = checkOutcome(recording)
      assert.equal(outcome.items.length, asked.length * list.kinds.length)
      for (const item of outcome.items) assert.equal(item.verdict, 'already')
      assert.deepEqual(recording.writes, [], 'nothing is written')
      assert.equal(outcome.modification, 'not-spent')
    },
  )

const mixed = (name: 'add' | 'delete', asked: ReadonlyArray<string>) =>
  everywhere(`${name} tells what was so already from what it did`, async (list) => {
    await list.hold('there.example.com', 'too.example.com')
    const { items } = await prove(list, request(name, list.all(...asked)))
    for (const verdict of ['accepted', 'already'])
      assert.equal(items.filter((item) => item.verdict === verdict).length, list.kinds.length)
  })

// Each in a word of its own, so that a sample takes each at each list: a vendor may have a code for one of them at one of those.
const doing: { readonly [N in Name]: string } = { add: 'adding', delete: 'deleting', set: 'setting' }

const races = (name: Name, observed: ReadonlyArray<string>, held: ReadonlyArray<string>) =>
  everywhere(`${doing[name]} what another hand has done meanwhile is an outcome`, async (list) => {
    await list.hold(...held)
    const wanted = request(name, list.all('raced.example.com'))
    const recording = await record(list, wanted, { observed: { domains: list.all(...observed) } })
    for (const { verdict, intent } of rightOf(recording.result).items)
      assert.ok(verdict !== 'rejected' || intent === 'absent', 'what is there is not told to be rejected')
    assert.deepEqual(recording.after, recording.before)
  })

const emptyChange = everywhere(
  'a change that names kinds and no domains is an outcome with nothing in it',
  async (list) => {
    for (const name of ['add', 'delete', 'set'] as const) {
      const recording = await record(list, request(name, list.all()))
      checkOutcome(recording)
      if (name !== 'set') assert.deepEqual(recording.writes, [])
    }
  },
)

/**
 * Law 2.
 */
export const alreadySo: LawCases = {
  law: 2,
  cases: () => [
    ...nothingToDo('add', ['there.example.com', 'too.example.com'], ['too.example.com', 'there.example.com']),
    ...nothingToDo('delete', ['there.example.com'], ['gone.example.com', 'away.example.com']),
    ...nothingToDo('delete', [], ['gone.example.com']),
    ...nothingToDo('set', ['there.example.com'], ['there.example.com']),
    ...mixed('add', ['there.example.com', 'new.example.com']),
    ...mixed('delete', ['there.example.com', 'gone.example.com']),
    ...races('add', [], ['raced.example.com']),
    ...races('delete', ['raced.example.com', 'other.example.com'], ['other.example.com']),
    ...races('set', [], ['raced.example.com']),
    ...emptyChange,
  ],
}
