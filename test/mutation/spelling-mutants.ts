import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  type DomainList,
  type DomainSet,
  type Kind,
  type ListedDomains,
  deleteDomains,
  domainsOf,
} from '../../packages/core/src/index.js'
import { type ListDriver, type WriteOperation, fromKinds, readDomain } from '../../packages/core/src/adapter.js'
import { type ListAlteration, alteredDriver, alteredListDrivers } from './altered-driver.js'
import { alteredLists } from './altered-provider.js'
import { type Mutant } from './mutant.js'

const law = 16

const lists = (name: string, alter: ListAlteration, vendor: Mutant['vendor'] = 'wechat'): Mutant => ({
  name,
  law,
  vendor,
  options: alteredDriver(vendor, alteredListDrivers(alter)),
})

const mapped = <K extends Kind>(
  set: DomainSet<K>,
  kinds: ReadonlyArray<K>,
  alter: (domains: ReadonlyArray<string>, kind: K) => ReadonlyArray<string>,
): DomainSet<K> =>
  fromKinds(
    kinds.filter((kind) => set[kind] !== undefined),
    (kind) => alter(domainsOf(set, kind), kind),
  )

const rewritten = <K extends Kind>(
  operation: WriteOperation<K>,
  alter: (set: DomainSet<K>) => DomainSet<K>,
): WriteOperation<K> =>
  operation._tag === 'CopyPool' ? operation : { ...operation, domains: alter(operation.domains) }

const onWrite = (
  name: string,
  alter: (domains: ReadonlyArray<string>, kind: Kind) => ReadonlyArray<string>,
  vendor?: Mutant['vendor'],
): Mutant =>
  lists(
    name,
    (list, kinds) => ({
      ...list,
      write: (call, operation) =>
        list.write(
          call,
          rewritten(operation, (set) => mapped(set, kinds, alter)),
        ),
    }),
    vendor,
  )

const canonical = (domain: string, kind: Kind): string => readDomain(kind, domain)

/** Adapters that do not send back what is listed as it is spelt. */
export const spellingMutants: ReadonlyArray<Mutant> = [
  onWrite('spelling: writes everything in canonical form', (domains, kind) =>
    domains.map((domain) => canonical(domain, kind)),
  ),
  onWrite(
    'spelling: writes everything in canonical form, at Baidu',
    (domains, kind) => domains.map((domain) => canonical(domain, kind)),
    'baidu',
  ),
  onWrite('spelling: leaves out what is not in canonical form', (domains, kind) =>
    domains.filter((domain) => domain === canonical(domain, kind)),
  ),
  onWrite('spelling: writes one spelling of a domain that is listed in two', (domains, kind) => {
    const known = new Set<string>()
    return domains.filter((domain) => {
      const isNew = !known.has(canonical(domain, kind))
      known.add(canonical(domain, kind))
      return isNew
    })
  }),
  onWrite('spelling: writes without the slash at the end', (domains) =>
    domains.map((domain) => domain.replace(/\/$/, '')),
  ),
  lists('spelling: tidies the list that it reads', <K extends Kind>(list: ListDriver<K>, kinds: ReadonlyArray<K>) => ({
    ...list,
    read: (call) =>
      TE.map((listed: ListedDomains<K>): ListedDomains<K> => ({
        ...listed,
        domains: mapped(listed.domains, kinds, (domains, kind) => [
          ...new Set(domains.map((each) => canonical(each, kind))),
        ]),
      }))(list.read(call)),
  })),
  {
    name: 'spelling: what get gave is checked as if it were new',
    law,
    vendor: 'wechat',
    options: {
      wrap: (make, settings) =>
        alteredLists(make(settings), <K extends Kind>(list: DomainList<K>): DomainList<K> => ({
          ...list,
          modify: (change, options) =>
            change._tag === 'Set' && JSON.stringify(change.domains).includes('ftp:')
              ? list.modify(deleteDomains({}), options)
              : list.modify(change, options),
        })),
    },
  },
]
