import { type DomainSet, type Kind } from '@mini-domains/core'
import { fromKinds } from '@mini-domains/core/adapter'
import assert from 'node:assert/strict'
import { succeed } from '../../checks/settle.js'
import { eachRead, prepare, readsBeside, taskOf } from '../../fixture/calls.js'
import { type ListFixture, eachAt } from '../../fixture/fixture.js'
import { domain, under } from '../../fixture/spelling.js'
import { type Variations } from '../../harness/variations.js'
import { type Case, type LawCases } from '../../suite/case.js'
import { checkExactList } from './exact-lists.js'

/**
 * Makes a list live, and compares what is reported as effective, and of the origins, with it.
 */
const checkLive = async (list: ListFixture, held: DomainSet<Kind>, expected: DomainSet<Kind>): Promise<void> => {
  const { kinds, variations } = list
  await list.put(held)
  await list.vendor.release(variations.apps[0])
  const { effective, origins } = await succeed(list.domains.effective())
  assert.deepEqual(Object.keys(effective).sort(), [...kinds].sort(), 'every kind of the list')
  checkExactList(kinds, effective, expected)
  for (const origin of variations.origins ?? [])
    assert.ok(origins[origin] !== undefined, `what is of the ${origin} is told`)
  if (origins.platform !== undefined) {
    assert.deepEqual(Object.keys(origins.platform).sort(), [...kinds].sort(), 'every kind of the list')
    checkExactList(kinds, origins.platform, expected)
  }
  for (const other of [origins.console, origins.direct]) if (other !== undefined) checkExactList(kinds, other, {})
}

const effectives = (
  variations: Variations,
  what: string,
  run: (list: ListFixture) => Promise<void>,
): ReadonlyArray<Case> =>
  eachRead(
    readsBeside(variations).filter(({ strikes }) => strikes === 'effective'),
    (title) => `${title}: ${what}`,
    run,
  )

const odd = (variations: Variations): ReadonlyArray<Case> =>
  effectives(variations, 'odd spellings are told in canonical form, every kind, each domain once', async (list) => {
    const others = under(list.kinds.slice(1))
    const one = domain(list.kind, 'one.example.com')
    const spelt = [one.toUpperCase(), one, `${one}/`, domain(list.kind, 'two.example.com')]
    await checkLive(
      list,
      { ...others, [list.kind]: spelt },
      { ...others, ...list.one('one.example.com', 'two.example.com') },
    )
  })

const many = (variations: Variations): ReadonlyArray<Case> =>
  effectives(variations, 'what is long, and has ports, is told to the last', async (list) => {
    const { perKind = 150, ports, defaultPort } = list.limits
    const hosts = Array.from({ length: Math.min(perKind, 150) - 3 }, (_, index) => `h${index}.example.com`)
    const withPorts = ports ? ['h0.example.com:8443', ...(defaultPort === 'kept' ? ['h0.example.com:443'] : [])] : []
    const held = fromKinds(list.kinds, (kind) => [...hosts, ...withPorts].map((host) => domain(kind, host)))
    await checkLive(list, held, held)
  })

const origins = (variations: Variations): ReadonlyArray<Case> =>
  effectives(variations, "what is told of the platform's origin is what is configured", async (list) => {
    await list.hold('live.example.com')
    await list.vendor.release(list.variations.apps[0])
    await list.hold('later.example.com')
    const { origins: by } = await succeed(list.domains.effective())
    if (by.platform !== undefined) checkExactList(list.kinds, by.platform, list.all('later.example.com'))
    for (const other of [by.console, by.direct]) if (other !== undefined) checkExactList(list.kinds, other, {})
  })

const ofEachApp = (variations: Variations): ReadonlyArray<Case> =>
  eachRead(
    readsBeside(variations),
    (title) => `${title}: each subject is given its own, to the byte, one by one and at once, and anew each time`,
    async (first, read) => {
      const lists = eachAt(first, read.place)
      const prepared = (label: string) =>
        Promise.all(lists.map((list, index) => prepare(list, read, `${label}${index}`)))
      const own = await prepared('own')
      const tasks = lists.map((list) => taskOf(list, read))
      for (const [index, task] of tasks.entries()) assert.deepEqual(await succeed(task), own[index])
      assert.deepEqual(await Promise.all(tasks.map((task) => succeed(task))), own)
      const others = await prepared('new')
      assert.deepEqual(await Promise.all(tasks.map((task) => succeed(task))), others, 'the same task reads anew')
    },
  )

/**
 * Law 13: what is effective, and the confirm file, are reported as exactly as what is configured.
 */
export const effective: LawCases = {
  law: 13,
  cases: (variations) => [...odd(variations), ...many(variations), ...origins(variations), ...ofEachApp(variations)],
}
