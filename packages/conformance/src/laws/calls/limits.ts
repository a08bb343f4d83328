import { setDomains } from '@mini-domains/core'
import { type Fact } from '@mini-domains/core/adapter'
import assert from 'node:assert/strict'
import { prove } from '../../checks/prove.js'
import { succeed } from '../../checks/settle.js'
import { request } from '../../fixture/request.js'
import { stateOf } from '../../fixture/state.js'
import { levelOf } from '../../harness/address.js'
import { drawsFromPool } from '../../harness/variations.js'
import { type LawCases, everywhere } from '../../suite/case.js'

const kinds = everywhere('the kinds are those of the vendor', async (list) =>
  Promise.resolve(assert.deepEqual([...list.capabilities.kinds].sort(), [...list.kinds].sort())),
)

const limits = everywhere('the limits, totals and months are those of the vendor', async (list) => {
  const told = list.capabilities.limits
  const { perKind, total, monthlyModifications, ports, forbiddenHosts, defaultPort, http } = told
  const known = list.limits
  if (known.perKind !== undefined) assert.equal(perKind?.value, known.perKind)
  if (known.total !== undefined) assert.equal(total?.value, known.total)
  if (known.monthlyModifications !== undefined) assert.equal(monthlyModifications?.value, known.monthlyModifications)
  assert.equal(ports.value, known.ports)
  assert.deepEqual([...forbiddenHosts.value].sort(), [...known.forbiddenHosts].sort())
  assert.equal(defaultPort?.value ?? 'dropped', known.defaultPort ?? 'dropped', 'whether a port goes without saying')
  if (known.http !== undefined) assert.equal(http?.value ?? false, known.http)
  if (levelOf(list.place) === 'app')
    assert.equal(
      told.poolRequired?.value ?? false,
      drawsFromPool(list.variations, list.place),
      'whether it draws from the pool',
    )
  return Promise.resolve()
})

const confidences: ReadonlyArray<string> = [
  'vendor document',
  'official doc copy',
  'SDK source',
  'wire',
  'guess',
  'config',
]

const sourced = everywhere('each figure says where it is from, of when, and how sure it is', async (list) => {
  const figures: ReadonlyArray<readonly [string, Fact<unknown> | undefined]> = Object.entries(list.capabilities.limits)
  for (const [name, figure] of figures) {
    if (figure === undefined) continue
    assert.match(figure.source, /\S/, `where ${name} is from`)
    assert.ok(confidences.includes(figure.confidence), `how sure ${name} is: ${figure.confidence}`)
    if (figure.confidence !== 'config') assert.match(figure.date, /^\d{4}(-\d\d){0,2}$/, `of when ${name} is`)
  }
  return Promise.resolve()
})

const filled = everywhere('as many domains as its limit says can be listed, in one write', async (list) => {
  const { perKind, total, ports } = list.capabilities.limits
  const count = Math.min(perKind?.value ?? 20, total?.value ?? Infinity, 1_000)
  const hosts = Array.from({ length: count }, (_, index) => `h${index}.example.com`)
  await prove(list, request('set', list.one(...hosts)))
  if (!ports.value) return
  await prove(list, request('set', list.one('www.example.com:8443', 'www.example.com')))
})

const portsOfEachKind = everywhere('a port is kept in every kind that may have one', async (list) => {
  if (!list.limits.ports) return
  const wanted = list.all('www.example.com:8443', 'www.example.com:9443')
  await succeed(list.domains.modify(setDomains(wanted)))
  assert.deepEqual(await list.state(), stateOf(list.kinds, wanted))
  assert.deepEqual(stateOf(list.kinds, (await succeed(list.domains.get())).domains), stateOf(list.kinds, wanted))
})

/**
 * Law 13: the kinds and figures that are told are the vendor's, and as many domains can be listed.
 */
export const vendorLimits: LawCases = {
  law: 13,
  cases: () => [...kinds, ...limits, ...sourced, ...filled, ...portsOfEachKind],
}
