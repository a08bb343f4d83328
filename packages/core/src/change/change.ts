import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type Domain, type DomainRules, canonicalDomain, domainRefusal, readDomain } from '../domain/domain.js'
import { type DomainSet, domainsOf, sizeOf, unique } from '../domain/domain-set.js'
import { type Kind } from '../domain/kind.js'
import { rulesOf } from '../domain/listing.js'
import { type Bilingual, bilingual } from '../error/language.js'
import { type Refusal, type Rule, refusal, refusalWith } from '../error/refusal.js'
import { type ListCapabilities } from '../provider/capability.js'

/**
 * The domains that a change names, by kind. A whole list as `get` gives it is not one: of that, name `domains`.
 */
export type DomainsByKind<K extends Kind> = DomainSet<K> & { readonly domains?: never; readonly versions?: never }

/**
 * What is to become of a list.
 *
 * - `Add`: list these, leave the rest.
 * - `Delete`: take these off, leave the rest. With `asListed` they are matched as the vendor lists them, unchecked, which
 *   is how entries of a form that is no longer allowed are taken off.
 * - `Set`: list exactly these in each kind that is named. A kind left out is not touched; an empty array clears its kind.
 * - `CopyPool`: list the whole platform pool. WeChat and Baidu do this when a call has no action (docs/vendors/wechat.md A.2.2,
 *   docs/vendors/baidu.md B.1.1); here it is a change of its own and nothing else leads to it.
 */
export type DomainChange<K extends Kind> =
  | { readonly _tag: 'Add'; readonly domains: DomainSet<K> }
  | { readonly _tag: 'Delete'; readonly domains: DomainSet<K>; readonly asListed: boolean }
  | { readonly _tag: 'Set'; readonly domains: DomainSet<K> }
  | { readonly _tag: 'CopyPool' }

/**
 * The name of a change: `add`, `delete`, `set`, `copyPool`.
 */
export type ChangeName = 'add' | 'delete' | 'set' | 'copyPool'

/**
 * The name of each change.
 */
export const changeNames: Readonly<Record<DomainChange<Kind>['_tag'], ChangeName>> = {
  Add: 'add',
  Delete: 'delete',
  Set: 'set',
  CopyPool: 'copyPool',
}

/**
 * Lists these domains and leaves the rest.
 */
export const addDomains = <K extends Kind>(domains: DomainsByKind<K>): DomainChange<K> => ({ _tag: 'Add', domains })

/**
 * Takes these domains off and leaves the rest.
 */
export const deleteDomains = <K extends Kind>(domains: DomainsByKind<K>): DomainChange<K> => ({
  _tag: 'Delete',
  domains,
  asListed: false,
})

/**
 * Takes off domains as `get` gave them, also ones that could not be added today.
 */
export const deleteListed = <K extends Kind>(domains: DomainsByKind<K>): DomainChange<K> => ({
  _tag: 'Delete',
  domains,
  asListed: true,
})

/**
 * Lists exactly these domains in each kind named here; an empty array clears its kind, a kind left out is not touched.
 */
export const setDomains = <K extends Kind>(domains: DomainsByKind<K>): DomainChange<K> => ({ _tag: 'Set', domains })

/**
 * Lists the whole platform pool.
 */
export const copyPool: DomainChange<never> = { _tag: 'CopyPool' }

/**
 * A change that names its domains: canonical, each once, of kinds that the list has, and within its limits.
 */
export interface CheckedEdit<K extends Kind> {
  readonly _tag: 'Add' | 'Delete' | 'Set'
  readonly domains: DomainSet<K>
  readonly named: ReadonlyArray<K>
  /** What passed only because the list is said to hold it: refused after all where a look does not find it. */
  readonly ifListed?: ReadonlyArray<{ readonly kind: K; readonly domain: Domain; readonly refusal: Refusal }>
}

/**
 * A change that was checked.
 */
export type CheckedChange<K extends Kind> = CheckedEdit<K> | { readonly _tag: 'CopyPool' }

type ListedOf<K extends Kind> = (kind: K) => ReadonlyArray<Domain>

const nothingListed = (): ReadonlyArray<Domain> => []

interface Collected<K extends Kind> {
  readonly domains: { [P in K]?: ReadonlyArray<Domain> }
  readonly named: Array<K>
  readonly refusals: Array<Refusal>
  readonly ifListed: Array<{ readonly kind: K; readonly domain: Domain; readonly refusal: Refusal }>
}

const asText = (input: unknown): string => {
  if (typeof input === 'string') return input
  return Array.isArray(input) ? input.map(asText).join(', ') : typeof input
}

// A separator inside an entry would become two entries at a vendor that joins its lists (`,` at Baidu, `;` at WeChat).
const listable = (kind: Kind, rules: DomainRules, input: string): E.Either<Rule, Domain> => {
  if (input === '') return E.left('empty')
  return /[\s,;\p{Cc}]/u.test(input) ? E.left('hidden-character') : E.right(readDomain(kind, input, rules))
}

const collectKind = <K extends Kind>(
  into: Collected<K>,
  kind: K,
  inputs: ReadonlyArray<unknown>,
  rules: DomainRules,
  asListed: boolean,
  listed: ListedOf<K>,
): void => {
  const found: Array<Domain> = []
  for (const input of inputs) {
    if (typeof input !== 'string') {
      into.refusals.push(refusal(kind, asText(input), 'not-text'))
      continue
    }
    const parsed = asListed ? listable(kind, rules, input) : canonicalDomain(kind, rules, input)
    const domain = E.isRight(parsed) ? parsed.right : readDomain(kind, input, rules)
    found.push(domain)
    if (E.isRight(parsed)) continue
    const refused = asListed ? refusal(kind, input, parsed.left) : domainRefusal(kind, rules, input, parsed.left)
    if (listed(kind).includes(domain)) into.ifListed.push({ kind, domain, refusal: refused })
    else into.refusals.push(refused)
  }
  into.named.push(kind)
  into.domains[kind] = unique(found)
}

const collect = <K extends Kind>(
  { kinds, limits }: ListCapabilities<K>,
  domains: Readonly<Record<string, unknown>>,
  asListed: boolean,
  listed: ListedOf<K>,
): Collected<K> => {
  const collected: Collected<K> = { domains: {}, named: [], refusals: [], ifListed: [] }
  const rules = rulesOf(limits)
  const names: ReadonlyArray<string> = kinds
  for (const [key, inputs] of Object.entries(domains)) {
    if (inputs === undefined) continue
    const kind = kinds[names.indexOf(key)]
    if (kind === undefined) collected.refusals.push(refusal(key, asText(inputs), 'unknown-kind', kinds.join(', ')))
    else if (Array.isArray(inputs)) collectKind(collected, kind, inputs, rules, asListed, listed)
    else collected.refusals.push(refusal(kind, asText(inputs), 'not-a-change'))
  }
  return collected
}

/** No config can raise what the vendor tells with the list. */
const toldLimit = (most: number): Bilingual =>
  bilingual(
    `At most ${most} domains fit here, says the vendor; delete some first. The config cannot raise this limit, only the vendor can.`,
    `厂商返回的上限为 ${most} 个域名；请先删除一部分。该上限由厂商给出，修改配置无效，如需提高请联系厂商。`,
  )

/**
 * Refuses what does not fit: domains beyond the count of a kind, or of the whole list. `after` is the list as it would be.
 */
export const overLimit = <K extends Kind>(
  list: ListCapabilities<K>,
  named: ReadonlyArray<K>,
  after: DomainSet<K>,
): ReadonlyArray<Refusal> => {
  const perKind = list.limits.perKind?.value ?? Infinity
  const isTold = list.limits.perKind?.confidence === 'wire'
  const total = list.limits.total?.value ?? Infinity
  const refusals: Array<Refusal> = []
  for (const kind of named)
    for (const domain of domainsOf(after, kind).slice(perKind))
      refusals.push(
        isTold
          ? refusalWith(kind, domain, 'over-limit', toldLimit(perKind))
          : refusal(kind, domain, 'over-limit', String(perKind)),
      )
  if (refusals.length > 0 || sizeOf(list.kinds, after) <= total) return refusals
  const others = list.kinds.filter((kind) => !named.includes(kind))
  const all = [...others, ...named].flatMap((kind) => domainsOf(after, kind).map((domain) => ({ kind, domain })))
  return all.slice(total).map(({ kind, domain }) => refusal(kind, domain, 'over-limit', String(total)))
}

// Reached from JavaScript only: what `get` gave, given back as it is.
const wholeList = refusalWith(
  'change',
  'domains',
  'not-a-change',
  bilingual('Name the domains of the list: `set(listed.domains)`.', '请传入列表的 domains：`set(listed.domains)`。'),
)

const checkDomains = <K extends Kind>(
  list: ListCapabilities<K>,
  tag: 'Add' | 'Delete' | 'Set',
  domains: unknown,
  asListed: boolean,
  listed: ListedOf<K>,
): E.Either<ReadonlyArray<Refusal>, CheckedChange<K>> => {
  if (!t.UnknownRecord.is(domains)) return E.left([refusal('change', asText(domains), 'not-a-change')])
  if (t.UnknownRecord.is(domains['domains'])) return E.left([wholeList])
  const { domains: checked, named, refusals, ifListed } = collect(list, domains, asListed, listed)
  if (refusals.length > 0) return E.left(refusals)
  if (named.length === 0) return E.left([refusal('change', '', 'nothing-named', list.kinds.join(', '))])
  // What the vendor tells with the list is known once it was read.
  const excess = tag === 'Delete' || list.tellsPerKind === true ? [] : overLimit(list, named, checked)
  return excess.length > 0
    ? E.left(excess)
    : E.right({ _tag: tag, domains: checked, named, ...(ifListed.length === 0 ? {} : { ifListed }) })
}

/**
 * Checks a change against what its list allows, before anything is sent. Every refusal is reported, not only the first.
 *
 * What the list is known to hold of a kind (`listed`) passes as it is, also what could not be added today; it is asked of such alone.
 */
export const checkChange = <K extends Kind>(
  list: ListCapabilities<K>,
  change: DomainChange<K>,
  listed: (kind: K) => ReadonlyArray<Domain> = nothingListed,
): E.Either<ReadonlyArray<Refusal>, CheckedChange<K>> => {
  const input: unknown = change
  if (!t.UnknownRecord.is(input)) return E.left([refusal('change', asText(input), 'not-a-change')])
  switch (change._tag) {
    case 'CopyPool':
      return E.right({ _tag: 'CopyPool' })
    case 'Add':
    case 'Set':
      return checkDomains(list, change._tag, change.domains, false, listed)
    case 'Delete':
      return checkDomains(list, change._tag, change.domains, change.asListed, listed)
    default:
      // Reached from JavaScript only, where a change may be any object.
      return E.left([refusal('change', asText(input['_tag']), 'not-a-change')])
  }
}
