import { type DomainSet, type Kind, type Subject, domainsOf } from '@mini-domains/core'
import { hostOf, subjectName } from '@mini-domains/core/adapter'
import { type Address, addressOf, poolPlaceOf } from '../harness/address.js'
import { type RejectionStyle, type Variations, drawsFromPool, kindsAt, limitsAt } from '../harness/variations.js'
import { type FakeFailure, type FakeRejected, type FakeRequest, type FakeVendor } from './fake.js'

/**
 * What becomes of a change: it is made but for what is rejected, or the whole of it is refused.
 */
export type FakeVerdict =
  | { readonly _tag: 'Made'; readonly told: ReadonlyArray<FakeRejected>; readonly commit: () => void }
  | { readonly _tag: 'Refused'; readonly failure: FakeFailure }

/**
 * The lists of a fake, what was counted of each, and the hosts that it rejects.
 */
export interface FakeLists {
  readonly read: (address: Address) => DomainSet<Kind>
  readonly put: (address: Address, lists: DomainSet<Kind>) => void
  readonly counted: (address: Address) => number
  readonly count: (address: Address, modifications: number) => void
  /** Rejects hosts at a list from now on. */
  readonly reject: (address: Address, style: RejectionStyle, hosts: ReadonlyArray<string>) => void
  /** Judges a change; nothing is changed until its `commit`. */
  readonly judge: (address: Address, request: FakeRequest) => FakeVerdict
  readonly reset: () => void
}

const keyOf = ({ place, subject }: Address): string => `${place} ${subjectName(subject)}`

const changed = (asks: FakeRequest['asks'], held: ReadonlyArray<string>, named: ReadonlyArray<string>) => {
  switch (asks) {
    case 'get':
      return held
    case 'add':
      return [...held, ...named.filter((domain) => !held.includes(domain))]
    case 'delete':
      return held.filter((domain) => !named.includes(domain))
    case 'set':
      return named
  }
}

const isUnder = (host: string, parent: string): boolean => host === parent || host.endsWith(`.${parent}`)

interface Rejecting {
  readonly style: RejectionStyle
  readonly hosts: ReadonlyArray<string>
}

/**
 * Makes empty lists, under the rules that the variations tell.
 */
export const fakeLists = (variations: Variations, reasons: FakeVendor['reasons'] = {}): FakeLists => {
  const lists = new Map<string, DomainSet<Kind>>()
  const counts = new Map<string, number>()
  const rejects = new Map<string, Rejecting>()
  const read = (address: Address): DomainSet<Kind> => {
    const held = lists.get(keyOf(address)) ?? {}
    return Object.fromEntries(kindsAt(variations, address.place).map((kind) => [kind, domainsOf(held, kind)]))
  }
  const counted = (address: Address): number => counts.get(keyOf(address)) ?? 0
  const isOutside = ({ place }: Address, domain: string): boolean => {
    const poolPlace = poolPlaceOf(place)
    if (poolPlace === undefined || !drawsFromPool(variations, place)) return false
    const pool = read(addressOf(poolPlace, ''))
    const hosts = Object.values(pool).flatMap((domains) => domains.map(hostOf))
    return !hosts.some((host) => isUnder(hostOf(domain), host))
  }
  const styleAt = (address: Address): RejectionStyle =>
    rejects.get(keyOf(address))?.style ?? variations.rejections[address.place]?.[0] ?? 'whole'
  const rejectedOf = (address: Address, { asks, domains = {} }: FakeRequest): ReadonlyArray<FakeRejected> => {
    if (asks === 'delete') return []
    const held = read(address)
    const hosts = rejects.get(keyOf(address))?.hosts ?? []
    return kindsAt(variations, address.place).flatMap((kind) =>
      domainsOf(domains, kind).flatMap((domain): ReadonlyArray<FakeRejected> => {
        if (domainsOf(held, kind).includes(domain)) return []
        if (hosts.includes(hostOf(domain)))
          return [{ kind, domain, reason: reasons[styleAt(address)] ?? 'not-verified' }]
        return isOutside(address, domain) ? [{ kind, domain, reason: 'not-in-pool' }] : []
      }),
    )
  }
  const isOver = (address: Address, after: DomainSet<Kind>): boolean => {
    const { perKind = Infinity, total = Infinity } = limitsAt(variations, address.place)
    const sizes = Object.values(after).map((domains) => domains.length)
    return sizes.some((size) => size > perKind) || sizes.reduce((sum, size) => sum + size, 0) > total
  }
  const put: FakeLists['put'] = (address, patch) => {
    lists.set(keyOf(address), { ...read(address), ...patch })
  }
  const judge: FakeLists['judge'] = (address, request) => {
    const { asks, domains = {} } = request
    const { monthlyModifications = Infinity } = limitsAt(variations, address.place)
    if (counted(address) >= monthlyModifications) return { _tag: 'Refused', failure: 'budget-spent' }
    const rejected = rejectedOf(address, request)
    const style = styleAt(address)
    if (rejected.length > 0 && style === 'whole') return { _tag: 'Refused', failure: 'domain-refused' }
    const isTaken = (kind: Kind, domain: string): boolean =>
      !rejected.some((each) => each.kind === kind && each.domain === domain)
    const held = read(address)
    const after: DomainSet<Kind> = Object.fromEntries(
      kindsAt(variations, address.place).map((kind) => {
        const named = domains[kind]?.filter((domain) => isTaken(kind, domain))
        return [kind, named === undefined ? domainsOf(held, kind) : changed(asks, domainsOf(held, kind), named)]
      }),
    )
    if (asks !== 'delete' && isOver(address, after)) return { _tag: 'Refused', failure: 'over-limit' }
    const commit = (): void => {
      put(address, after)
      counts.set(keyOf(address), counted(address) + 1)
    }
    return { _tag: 'Made', told: style === 'named' ? rejected : [], commit }
  }
  return {
    read,
    put,
    counted,
    count: (address, modifications) => void counts.set(keyOf(address), modifications),
    reject: (address, style, hosts) => void rejects.set(keyOf(address), { style, hosts }),
    judge,
    reset: () => {
      lists.clear()
      counts.clear()
      rejects.clear()
    },
  }
}

/**
 * Whose list a request is about: of the app that it names, else of whom its token is.
 */
export const subjectAt = ({ place, appId }: FakeRequest, holder: Subject): Subject | undefined => {
  if (place.startsWith('platform.')) return holder._tag === 'Platform' ? holder : undefined
  if (appId !== undefined) return addressOf(place, appId).subject
  return holder._tag === 'App' ? holder : undefined
}
