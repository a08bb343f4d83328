import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  type DomainList,
  type DomainProvider,
  type Kind,
  type ListedDomains,
  type ModifyOptions,
  type Outcome,
} from '../../packages/core/src/index.js'
import {
  type Call,
  type DomainDriver,
  type ListCapabilities,
  type ListDriver,
  type PoolVersions,
  type WriteOperation,
  type WriteReply,
  listedVersions,
} from '../../packages/core/src/adapter.js'
import { type About, alteredCapabilities, alteredLists, alteredOutcomes } from './altered-provider.js'
import { type ListAlteration, alteredDriver, declared } from './altered-driver.js'
import { type Mutant } from './mutant.js'
import { type Tap, wireTap } from './wire-tap.js'

const law = 17
const vendor = 'wechat'

const provider = (name: string, alter: (provider: DomainProvider) => DomainProvider): Mutant => ({
  name,
  law,
  vendor,
  options: { wrap: (make, settings) => alter(make(settings)) },
})

const driver = (name: string, alter: ListAlteration): Mutant => ({
  name,
  law,
  vendor,
  options: alteredDriver(vendor, ({ platform, ...driver }): DomainDriver => {
    const { server, webview } = driver.capabilities.platform
    return {
      ...driver,
      platform: {
        ...platform,
        server: alter(declared(platform.server), declared(server).kinds),
        webview: alter(declared(platform.webview), declared(webview).kinds),
      },
    }
  }),
})

const wire = (name: string, tap: Tap): Mutant => ({ name, law, vendor, options: { between: wireTap(tap) } })

type Alter = <K extends Kind>(versions: PoolVersions<K>) => PoolVersions<K>

const versionsAltered =
  (alter: Alter) =>
  <K extends Kind>({ versions, ...listed }: ListedDomains<K>): ListedDomains<K> => ({
    ...listed,
    ...(versions === undefined ? {} : { versions: alter(versions) }),
  })

const withoutVersions = <K extends Kind>({ domains }: ListedDomains<K>): ListedDomains<K> => ({ domains })

const publishedTwice: Alter = ({ published, testing }) =>
  published === undefined ? { testing } : { published, testing: published }

const testingTwice: Alter = ({ testing }) => ({ published: testing, testing })

const swapped: Alter = ({ published, testing }) =>
  published === undefined ? { testing } : { published: testing, testing: published }

const told =
  (alter: <K extends Kind>(listed: ListedDomains<K>) => ListedDomains<K>) =>
  (good: DomainProvider): DomainProvider =>
    alteredLists(good, <K extends Kind>(list: DomainList<K>): DomainList<K> => ({
      ...list,
      get: (options) => TE.map((listed: ListedDomains<K>) => alter(listed))(list.get(options)),
    }))

const toldBefore =
  (alter: <K extends Kind>(listed: ListedDomains<K>) => ListedDomains<K>) =>
  (good: DomainProvider): DomainProvider =>
    alteredOutcomes(good, (outcome) => ({ ...outcome, before: alter(outcome.before) }))

const asked =
  (alter: <K extends Kind>(options: ModifyOptions<K>, kinds: ListCapabilities<K>) => ModifyOptions<K>) =>
  (good: DomainProvider): DomainProvider =>
    alteredLists(good, (list, { capabilities }) => ({
      ...list,
      modify: (change, options) => list.modify(change, alter(options ?? {}, capabilities)),
    }))

const read = (name: string, alter: <K extends Kind>(listed: ListedDomains<K>) => ListedDomains<K>): Mutant =>
  driver(name, <K extends Kind>(list: ListDriver<K>): ListDriver<K> => ({
    ...list,
    read: (call) => TE.map((listed: ListedDomains<K>) => alter(listed))(list.read(call)),
  }))

const replied = (name: string, alter: <K extends Kind>(reply: WriteReply<K>) => WriteReply<K>): Mutant =>
  driver(name, <K extends Kind>(list: ListDriver<K>): ListDriver<K> => ({
    ...list,
    write: (call, operation) => TE.map((reply: WriteReply<K>) => alter(reply))(list.write(call, operation)),
  }))

const called = (name: string, alter: (call: Call) => Call): Mutant =>
  driver(name, (list) => ({ ...list, write: (call, operation) => list.write(alter(call), operation) }))

const unversioned = <K extends Kind>(operation: WriteOperation<K>): WriteOperation<K> =>
  operation._tag === 'CopyPool' ? operation : { ...operation, observed: withoutVersions(operation.observed) }

// Takes what only the testing version lists for a thing that has to go.
const testingInForce = <K extends Kind>({ versions, domains }: ListedDomains<K>): ListedDomains<K> =>
  versions === undefined ? { domains } : { domains: versions.testing, versions }

const isPublishing = (body: string): boolean => body.includes('"is_modify_published_together":true')

const notPublishing = (body: string): string =>
  body.replace('"is_modify_published_together":true', '"is_modify_published_together":false')

const isLost = (item: Outcome<Kind>['items'][number]): boolean =>
  item.verdict === 'rejected' && item.rejection.reason === 'lost'

const forgotten = <K extends Kind>(list: DomainList<K>, { capabilities }: About<K>): DomainList<K> => ({
  ...list,
  modify: (change, { observed, ...options } = {}) =>
    list.modify(change, {
      ...options,
      ...(observed === undefined
        ? {}
        : { observed: capabilities.versions === undefined ? observed : sameInBoth(observed) }),
    }),
})

const sameInBoth = <K extends Kind>({ domains }: ListedDomains<K>): ListedDomains<K> =>
  listedVersions<K>({ published: domains, testing: domains })

const cleared = <K extends Kind>({ versions: _, ...list }: ListCapabilities<K>): ListCapabilities<K> => list

const reversed = <K extends Kind>(list: ListCapabilities<K>): ListCapabilities<K> =>
  list.versions === undefined ? list : { ...list, versions: [...list.versions].reverse() }

const capable =
  (alter: <K extends Kind>(list: ListCapabilities<K>) => ListCapabilities<K>) =>
  (good: DomainProvider): DomainProvider =>
    alteredCapabilities(good, ({ app, platform }) => ({
      app,
      platform: { ...platform, server: alter(platform.server), webview: alter(platform.webview) },
    }))

/** Adapters that are broken in what they make of the two versions of a pool. */
export const poolMutants: ReadonlyArray<Mutant> = [
  provider('pool versions: gives the published one alone', told(withoutVersions)),
  provider('pool versions: gives the published one twice', told(versionsAltered(publishedTwice))),
  provider('pool versions: gives the testing one twice', told(versionsAltered(testingTwice))),
  provider('pool versions: gives them swapped', told(versionsAltered(swapped))),
  provider('pool versions: gives the testing one as what is in force', told(testingInForce)),
  provider('pool versions: before is without them', toldBefore(withoutVersions)),
  provider('pool versions: before has them swapped', toldBefore(versionsAltered(swapped))),
  provider('pool versions: before is what is published, twice', toldBefore(versionsAltered(publishedTwice))),
  provider('pool versions: before is of the testing one', toldBefore(testingInForce)),
  provider(
    'pool versions: what is for testing goes to both',
    asked(({ version: _, ...options }) => options),
  ),
  provider(
    'pool versions: what is for both goes to testing',
    asked((options, { versions }) => (versions === undefined ? options : { ...options, version: 'testing' })),
  ),
  provider(
    'pool versions: one is asked for where there is one, and no word is said',
    asked(({ version, ...options }, { versions }) =>
      version === undefined || versions === undefined ? options : { ...options, version },
    ),
  ),
  provider('pool versions: the cost of both is told for testing', (good) =>
    alteredLists(good, (list, { capabilities }) => ({
      ...list,
      cost: (change, observed, version) =>
        list.cost(change, observed, capabilities.versions === undefined ? version : undefined),
    })),
  ),
  provider('pool versions: what was lost is not told', (good) =>
    alteredOutcomes(good, (outcome) => ({ ...outcome, items: outcome.items.filter((item) => !isLost(item)) })),
  ),
  provider('pool versions: an observed list is taken for both', (good) => alteredLists(good, forgotten)),
  provider('pool versions: a full testing one is no hindrance to a cost', (good) =>
    alteredLists(good, (list, { capabilities }) => ({
      ...list,
      cost: (change, observed, version) =>
        capabilities.versions === undefined
          ? list.cost(change, observed, version)
          : E.orElse(() => E.right(1))(list.cost(change, observed, version)),
    })),
  ),
  provider('pool versions: nobody is told that there are two', capable(cleared)),
  provider('pool versions: testing is told to be the usual one', capable(reversed)),
  read('pool versions: reads the published one for the other', versionsAltered(publishedTwice)),
  read('pool versions: reads the testing one for the other', versionsAltered(testingTwice)),
  read('pool versions: reads them swapped', versionsAltered(swapped)),
  read('pool versions: reads the published one alone', withoutVersions),
  read('pool versions: takes an unpublished platform for an empty one', ({ versions, domains }) =>
    listedVersions({ published: versions?.published ?? {}, testing: versions?.testing ?? domains }),
  ),
  driver('pool versions: a set for both empties what is staged', (list) => ({
    ...list,
    write: (call, operation) => list.write(call, unversioned(operation)),
  })),
  driver('pool versions: a set for both is said to cost one', (list) => ({ ...list, cost: () => 1 })),
  driver('pool versions: only the first of two calls is made', (list) => ({
    ...list,
    write: (call, operation) =>
      operation._tag === 'Set' && call.version === 'both'
        ? list.write(call, { _tag: 'Add', domains: operation.domains, observed: operation.observed })
        : list.write(call, operation),
  })),
  called('pool versions: the driver writes both for testing', (call) => ({ ...call, version: 'both' })),
  called('pool versions: the driver writes testing for both', (call) => ({ ...call, version: 'testing' })),
  replied('pool versions: after a write the published one is told twice', ({ after, ...reply }) => ({
    ...reply,
    ...(after === undefined ? {} : { after: versionsAltered(publishedTwice)(after) }),
  })),
  replied('pool versions: after a write they are told swapped', ({ after, ...reply }) => ({
    ...reply,
    ...(after === undefined ? {} : { after: versionsAltered(swapped)(after) }),
  })),
  wire('pool versions: publishes what is for testing', (sent, pass) =>
    pass({
      ...sent,
      body: sent.body.replace('"is_modify_published_together":false', '"is_modify_published_together":true'),
    }),
  ),
  wire('pool versions: publishes what is added, not what is deleted', (sent, pass) =>
    pass(sent.body.includes('"action":"delete"') ? { ...sent, body: notPublishing(sent.body) } : sent),
  ),
  wire('pool versions: writes the testing one where a write of both fails', async (sent, pass) => {
    const answer = await pass(sent)
    const failed = /"errcode":(?!0[,}])-?\d/.test(answer.body.toString())
    return failed && isPublishing(sent.body) ? pass({ ...sent, body: notPublishing(sent.body) }) : answer
  }),
  wire('pool versions: hears the published one in the place of the other', async (sent, pass) => {
    const answer = await pass(sent)
    const text = answer.body.toString()
    const published = /"published_(wxa_\w+)":"([^"]*)"/.exec(text)
    if (published === null) return answer
    const heard = text.replace(/("testing_wxa_\w+":")[^"]*/, (_, head: string) => `${head}${published[2] ?? ''}`)
    return { ...answer, body: Buffer.from(heard) }
  }),
]
