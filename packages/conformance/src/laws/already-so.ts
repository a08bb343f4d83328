import assert from 'node:assert/strict'
import { type Chapter, everywhere } from '../suite/case.js'
import { checkOutcome } from '../checks/outcome.js'
import { prove } from '../checks/prove.js'
import { request } from '../fixture/request.js'
import { rightOf } from '../checks/settle.js'
import { under } from '../fixture/spelling.js'
import { at, kindsAt, put } from '../fixture/fixture.js'
import { witnessed } from '../fixture/recorder.js'

const nothingToDo = (name: 'add' | 'delete' | 'set', held: ReadonlyArray<string>, asked: ReadonlyArray<string>) =>
  everywhere(
    `${name} of what is ${name === 'delete' ? 'gone' : 'there'} writes nothing (${held.length} listed)`,
    async (stage, place) => {
      const kinds = kindsAt(stage, place)
      await put(stage, at(stage, place), under(kinds, ...held))
      const witness = await witnessed(stage, at(stage, place), request(name, under(kinds, ...asked)))
      const outcome = rightOf(witness.result)
      checkOutcome(kinds, outcome, witness)
      assert.equal(outcome.items.length, asked.length * kinds.length)
      for (const item of outcome.items) assert.equal(item.verdict, 'already')
      assert.deepEqual(witness.writes, [], 'nothing is written')
      assert.equal(outcome.modification, 'not-spent')
    },
  )

const mixed = (name: 'add' | 'delete', asked: ReadonlyArray<string>) =>
  everywhere(`${name} tells what was so already from what it did`, async (stage, place) => {
    const kinds = kindsAt(stage, place)
    await put(stage, at(stage, place), under(kinds, 'there.example.com', 'too.example.com'))
    const outcome = await prove(stage, at(stage, place), request(name, under(kinds, ...asked)))
    for (const verdict of ['accepted', 'already'])
      assert.equal(outcome.items.filter((item) => item.verdict === verdict).length, kinds.length)
  })

const races = (name: 'add' | 'delete' | 'set', observed: ReadonlyArray<string>, held: ReadonlyArray<string>) =>
  everywhere(`${name} of what another hand has done meanwhile is an outcome`, async (stage, place) => {
    const kinds = kindsAt(stage, place)
    const asked = under(kinds, 'raced.example.com')
    await put(stage, at(stage, place), under(kinds, ...held))
    const witness = await witnessed(stage, at(stage, place), request(name, asked), {
      options: { observed: under(kinds, ...observed) },
    })
    const outcome = rightOf(witness.result)
    for (const { verdict, intent } of outcome.items)
      assert.ok(verdict !== 'rejected' || intent === 'absent', 'what is there is not told to be rejected')
    assert.deepEqual(witness.after, witness.before)
  })

const emptyChange = everywhere(
  'a change that names kinds and no domains is an outcome with nothing in it',
  async (stage, place) => {
    const kinds = kindsAt(stage, place)
    for (const name of ['add', 'delete', 'set'] as const) {
      const witness = await witnessed(stage, at(stage, place), request(name, under(kinds)), {})
      const outcome = rightOf(witness.result)
      checkOutcome(kinds, outcome, witness)
      if (name !== 'set') assert.deepEqual(witness.writes, [])
    }
  },
)

/**
 * Law 2.
 */
export const alreadySo: Chapter = {
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
