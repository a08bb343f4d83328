import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { domainToUnicode } from 'node:url'
import {
  type AccessTokens,
  type Capabilities,
  type ConfirmFile,
  type DomainError,
  type DomainList,
  type DomainProvider,
  type Domains,
  type DomainSet,
  type EffectiveDomains,
  type ItemOutcome,
  type Kind,
  type ListedDomains,
  type Outcome,
  type ServerKind,
  type WebviewKind,
  domainsOf,
  systemClock,
} from '../../packages/core/src/index.js'
import { type ListCapabilities, type ListLimits, fact, fromKinds } from '../../packages/core/src/adapter.js'
import {
  type About,
  alteredCapabilities,
  alteredErrors,
  alteredLists,
  alteredOutcomes,
  alteredReads,
  levels,
} from './altered-provider.js'
import { type Break, type Mutant, broken, made } from './mutant.js'

// What became of each domain.

type Alter = <K extends Kind>(item: ItemOutcome<K>, index: number, all: ReadonlyArray<ItemOutcome<K>>) => ItemOutcome<K>

const items =
  (alter: Alter): Break =>
  (provider) =>
    alteredOutcomes(provider, (outcome) => ({ ...outcome, items: outcome.items.map(alter) }))

const fewerItems =
  (isTold: <K extends Kind>(item: ItemOutcome<K>, outcome: Outcome<K>) => boolean): Break =>
  (provider) =>
    alteredOutcomes(provider, (outcome) => ({
      ...outcome,
      items: outcome.items.filter((item) => isTold(item, outcome)),
    }))

const rejections =
  (alter: (rejection: Rejected, index: number, all: ReadonlyArray<Rejected>) => Rejected): Break =>
  (provider) =>
    alteredOutcomes(provider, (outcome) => {
      const all = outcome.items.flatMap((item) => (item.verdict === 'rejected' ? [item.rejection] : []))
      return {
        ...outcome,
        items: outcome.items.map((item) =>
          item.verdict === 'rejected'
            ? { ...item, rejection: alter(item.rejection, all.indexOf(item.rejection), all) }
            : item,
        ),
      }
    })

type Rejected = Extract<ItemOutcome<Kind>, { readonly verdict: 'rejected' }>['rejection']

type AlterSet = <K extends Kind>(set: DomainSet<K>, kinds: ReadonlyArray<K>) => DomainSet<K>

const listed =
  <K extends Kind>(kinds: ReadonlyArray<K>, alter: AlterSet) =>
  ({ domains, ...rest }: ListedDomains<K>): ListedDomains<K> => ({
    ...rest,
    domains: alter(
      fromKinds(
        kinds.filter((kind) => domains[kind] !== undefined),
        (kind) => domainsOf(domains, kind),
      ),
      kinds,
    ),
  })

const before =
  (alter: AlterSet): Break =>
  (provider) =>
    alteredLists(provider, <K extends Kind>(list: DomainList<K>, { capabilities }: About<K>): DomainList<K> => ({
      ...list,
      modify: (change, options) =>
        TE.map((outcome: Outcome<K>) => ({ ...outcome, before: listed(capabilities.kinds, alter)(outcome.before) }))(
          list.modify(change, options),
        ),
    }))

const withoutEmpty = <K extends Kind>(set: DomainSet<K>, kinds: ReadonlyArray<K>): DomainSet<K> =>
  fromKinds(
    kinds.filter((kind) => domainsOf(set, kind).length > 0),
    (kind) => domainsOf(set, kind),
  )

const firstOf = <A>(all: ReadonlyArray<A>, otherwise: A): A => all[0] ?? otherwise

const spelt =
  (alter: (domain: string, kind: Kind) => string): AlterSet =>
  (set, kinds) =>
    fromKinds(
      kinds.filter((kind) => set[kind] !== undefined),
      (kind) => domainsOf(set, kind).map((domain) => alter(domain, kind)),
    )

const outcomes: ReadonlyArray<Mutant> = [
  broken(
    4,
    'gives every rejection the reason of the first',
    rejections((each, _, all) => firstOf(all, each)),
  ),
  broken(
    4,
    'gives every rejection the reason of the last',
    rejections((each, _, all) => all.at(-1) ?? each),
  ),
  broken(4, 'tells the first rejection only', (provider) =>
    alteredOutcomes(provider, (outcome) => {
      const first = outcome.items.find(({ verdict }) => verdict === 'rejected')
      return {
        ...outcome,
        items: outcome.items.map(({ kind, domain, intent, ...item }) =>
          item.verdict !== 'rejected' || first === undefined || (first.kind === kind && first.domain === domain)
            ? { kind, domain, intent, ...item }
            : { kind, domain, intent, verdict: 'accepted' as const },
        ),
      }
    }),
  ),
  broken(
    4,
    'tells the hint of a rejection that belongs to another reason',
    rejections((each) => ({ ...each, hint: { en: 'Try again later.', zh: '请稍后再试。' } })),
  ),
  broken(
    4,
    'blames the caller for every rejection',
    rejections((each) => ({ ...each, actor: 'caller' })),
  ),
  broken(
    4,
    'blames the platform for every rejection',
    rejections((each) => ({ ...each, actor: 'platform' })),
  ),
  broken(
    4,
    'blames the vendor for every rejection',
    rejections((each) => ({ ...each, actor: 'vendor' })),
    'baidu',
  ),
  broken(
    4,
    'presumes every rejection',
    rejections((each) => ({ ...each, attribution: 'presumed' })),
  ),
  broken(
    4,
    'is sure of every rejection',
    rejections((each) => ({ ...each, attribution: 'this-domain' })),
    'baidu',
  ),
  broken(
    4,
    'tells that everything was to be there',
    items((item) => ({ ...item, intent: 'present' })),
  ),
  broken(4, 'tells of a delete what was accepted as there no longer', (provider) =>
    alteredOutcomes(provider, (outcome) => ({
      ...outcome,
      items: outcome.items.map(({ kind, domain, intent, ...item }) =>
        intent === 'absent' && item.verdict === 'accepted'
          ? { kind, domain, intent, verdict: 'already' as const }
          : { kind, domain, intent, ...item },
      ),
    })),
  ),
  broken(
    4,
    'does not tell what a set took off',
    fewerItems((item, { change }) => change !== 'set' || item.intent === 'present'),
  ),
  broken(
    6,
    'does not tell what a copyPool brought',
    fewerItems((_, { change }) => change !== 'copyPool'),
  ),
  broken(6, 'tells what a copyPool found there already as brought', (provider) =>
    alteredOutcomes(provider, (outcome) => ({
      ...outcome,
      items: outcome.items.map((item) =>
        outcome.change === 'copyPool' && item.verdict === 'already'
          ? { kind: item.kind, domain: item.domain, intent: item.intent, verdict: 'accepted' as const }
          : item,
      ),
    })),
  ),
  broken(
    4,
    'tells domains of a second kind under the first',
    items((item, _, all) => ({ ...item, kind: firstOf(all, item).kind })),
  ),
  broken(
    1,
    'tells domains without their port',
    items((item) => ({ ...item, domain: item.domain.replace(/:\d+$/, '') })),
  ),
  broken(1, 'gives before in the spelling of the vendor', before(spelt((domain) => `${domain}/`))),
  broken(1, 'gives before in capitals', before(spelt((domain) => domain.toUpperCase()))),
  broken(
    1,
    'gives a domain of before twice',
    before((set, kinds) => fromKinds(kinds, (kind) => domainsOf(set, kind).flatMap((each) => [each, each]))),
  ),
  broken(1, 'gives before without the kinds that are empty', before(withoutEmpty)),
  broken(
    12,
    'tells no request id of a change that is done',
    (provider) => alteredOutcomes(provider, ({ requestId: _, ...outcome }) => outcome),
    'baidu',
  ),
]

// What is read.

const effectives =
  (alter: <K extends Kind>(told: EffectiveDomains<K>, kinds: ReadonlyArray<K>) => EffectiveDomains<K>): Break =>
  (provider) =>
    alteredLists(provider, <K extends Kind>(list: DomainList<K>, { capabilities }: About<K>): DomainList<K> => ({
      ...list,
      effective: (options) =>
        TE.map((told: EffectiveDomains<K>) => alter(told, capabilities.kinds))(list.effective(options)),
    }))

const live = (alter: AlterSet): Break =>
  effectives((told, kinds) => ({ ...told, effective: alter(told.effective, kinds) }))

const origin = (name: 'platform' | 'console' | 'direct', alter: AlterSet): Break =>
  effectives((told, kinds) => {
    const set = told.origins[name]
    return set === undefined ? told : { ...told, origins: { ...told.origins, [name]: alter(set, kinds) } }
  })

const reads =
  (alter: AlterSet): Break =>
  (provider) =>
    alteredReads(provider, alter)

const cutTo =
  (count: number): AlterSet =>
  (set, kinds) =>
    fromKinds(
      kinds.filter((kind) => set[kind] !== undefined),
      (kind) => domainsOf(set, kind).slice(0, count),
    )

const isNone = <K extends Kind>(set: DomainSet<K>, kinds: ReadonlyArray<K>): boolean =>
  kinds.every((kind) => domainsOf(set, kind).length === 0)

const keptBy = <A>(lasts: boolean) => {
  const known = new Map<string, Promise<A>>()
  return (key: string, task: () => Promise<A>): (() => Promise<A>) =>
    () => {
      const found = known.get(key)
      if (found !== undefined) return found
      const begun = task()
      known.set(key, begun)
      const end = (): void => void (lasts ? undefined : known.delete(key))
      begun.then(end, end)
      return begun
    }
}

const effectivesKept =
  (lasts: boolean, key: (who: string) => string): Break =>
  (provider) => {
    const server = keptBy<E.Either<DomainError, EffectiveDomains<ServerKind>>>(lasts)
    const webview = keptBy<E.Either<DomainError, EffectiveDomains<WebviewKind>>>(lasts)
    return levels(provider, (domains, who) => ({
      ...domains,
      server: { ...domains.server, effective: (options) => server(key(who), domains.server.effective(options)) },
      webview: { ...domains.webview, effective: (options) => webview(key(who), domains.webview.effective(options)) },
    }))
  }

const readings: ReadonlyArray<Mutant> = [
  ...([20, 50, 100, 128] as const).map((count) =>
    broken(1, `reads no more than ${count} of a kind`, reads(cutTo(count))),
  ),
  broken(1, 'reads no more than 128 of a kind at Baidu', reads(cutTo(128)), 'baidu'),
  broken(1, 'leaves kinds out of get that are empty', reads(withoutEmpty)),
  broken(
    1,
    'gives domains of get in Chinese and not in punycode',
    reads(spelt((domain) => domain.replace(/xn--[^:/]+/, domainToUnicode))),
  ),
  broken(1, 'gives a port of 443 as none', reads(spelt((domain) => domain.replace(/:443$/, '')))),
  broken(1, 'gives a port of 8443 without one', reads(spelt((domain) => domain.replace(/:8443$/, '')))),
  broken(1, 'gives http as https', reads(spelt((domain) => domain.replace(/^http:/, 'https:')))),
  broken(1, 'gives ws as wss', reads(spelt((domain) => domain.replace(/^ws:/, 'wss:')))),
  broken(
    16,
    'gives the scheme of the kind whatever is listed',
    reads(
      spelt((domain, kind) => domain.replace(/^[a-z]+:/, kind === 'socket' ? 'wss:' : kind === 'any' ? '' : 'https:')),
    ),
    'baidu',
  ),
  broken(
    1,
    'leaves out of get what is not lawful today',
    reads((set, kinds) =>
      fromKinds(kinds, (kind) => domainsOf(set, kind).filter((each) => !/_|localhost|\d+\.\d+\.\d+\.\d+/.test(each))),
    ),
  ),
  broken(13, 'gives what is configured as what is effective', (provider) =>
    alteredLists(provider, <K extends Kind>(list: DomainList<K>): DomainList<K> => ({
      ...list,
      effective: (options) =>
        TE.chain((told: EffectiveDomains<K>) =>
          TE.map((set: ListedDomains<K>) => ({ ...told, effective: set.domains }))(list.get(options)),
        )(list.effective(options)),
    })),
  ),
  broken(13, 'gives what is configured where nothing is effective', (provider) =>
    alteredLists(provider, <K extends Kind>(list: DomainList<K>, { capabilities }: About<K>): DomainList<K> => ({
      ...list,
      effective: (options) =>
        TE.chain((told: EffectiveDomains<K>) =>
          isNone(told.effective, capabilities.kinds)
            ? TE.map((set: ListedDomains<K>) => ({ ...told, effective: set.domains }))(list.get(options))
            : TE.right(told),
        )(list.effective(options)),
    })),
  ),
  broken(
    13,
    'gives the origins together as what is effective',
    effectives((told, kinds) => ({
      ...told,
      effective: fromKinds(kinds, (kind) => Object.values(told.origins).flatMap((set) => domainsOf(set, kind))),
    })),
  ),
  broken(
    13,
    'keeps what is effective for ever',
    effectivesKept(true, (who) => who),
  ),
  broken(
    13,
    'keeps what is effective for all apps',
    effectivesKept(true, () => ''),
  ),
  broken(
    13,
    'shares a look at what is effective with other apps',
    effectivesKept(false, () => ''),
  ),
  broken(13, 'gives what is effective in the spelling of the vendor', live(spelt((domain) => `${domain}/`))),
  broken(13, 'gives what is effective in capitals', live(spelt((domain) => domain.toUpperCase()))),
  broken(
    13,
    'gives twice what is effective',
    live((set, kinds) => fromKinds(kinds, (kind) => domainsOf(set, kind).flatMap((each) => [each, each]))),
  ),
  broken(13, 'leaves kinds out of effective that are empty', live(withoutEmpty)),
  broken(13, 'gives what is effective without ports', live(spelt((domain) => domain.replace(/:\d+$/, '')))),
  broken(13, 'gives no more than 20 that are effective', live(cutTo(20))),
  broken(13, 'gives no more than 128 that are effective', live(cutTo(128))),
  broken(
    13,
    'gives no origins',
    effectives((told) => ({ ...told, origins: {} })),
  ),
  broken(
    13,
    'gives origins without ports',
    origin(
      'platform',
      spelt((domain) => domain.replace(/:\d+$/, '')),
    ),
  ),
  broken(
    13,
    'gives origins in the spelling of the vendor',
    origin(
      'platform',
      spelt((domain) => `${domain}/`),
    ),
  ),
  broken(13, 'gives the first of each origin', origin('platform', cutTo(1))),
  broken(
    13,
    'takes the direct origin for the platform',
    effectives((told) => ({
      ...told,
      origins: { ...told.origins, ...(told.origins.direct === undefined ? {} : { platform: told.origins.direct }) },
    })),
  ),
  broken(10, 'forgets options beside the lists', (provider) => {
    const at = (each: DomainProvider): DomainProvider => ({
      ...each,
      app: (appId) => beside(each.app(appId), provider.app(appId)),
      platform: beside(each.platform, provider.platform),
      with: (options) => at(each.with(options)),
    })
    return at(provider)
  }),
  made(9, 'does not renew a token beside the lists', (make, { tokens, hooks, clock }) =>
    besideFrom(
      make({ clock, tokens, hooks }),
      make({ clock, hooks, tokens: { ...tokens, refused: (_, token) => TE.right(token) } }),
    ),
  ),
  made(
    9,
    'does not tell the tokens what is lost beside the lists',
    (make, { tokens: { failed, ...tokens }, hooks, clock }) =>
      besideFrom(
        make({ clock, tokens: { ...tokens, ...(failed === undefined ? {} : { failed }) }, hooks }),
        make({ clock, hooks, tokens }),
      ),
  ),
  made(12, 'tells hooks of nothing beside the lists', (make, { tokens, hooks, clock }) =>
    besideFrom(make({ clock, tokens, hooks }), make({ clock, tokens, hooks: {} })),
  ),
]

const beside = (domains: Domains, other: Domains): Domains => ({
  ...domains,
  server: { ...domains.server, effective: other.server.effective },
  webview: { ...domains.webview, effective: other.webview.effective },
  confirmFile: other.confirmFile,
})

const besideFrom = (provider: DomainProvider, other: DomainProvider): DomainProvider => ({
  ...provider,
  app: (appId) => beside(provider.app(appId), other.app(appId)),
  platform: beside(provider.platform, other.platform),
  with: (options) => besideFrom(provider.with(options), other.with(options)),
})

// What errors say.

const errors =
  (alter: (error: DomainError) => DomainError): Break =>
  (provider) =>
    alteredErrors(provider, alter)

const besideErrors =
  (alter: (error: DomainError) => DomainError): Break =>
  (provider) =>
    levels(
      alteredLists(provider, (list) => ({
        ...list,
        effective: (options) => TE.mapLeft(alter)(list.effective(options)),
      })),
      (domains) => ({ ...domains, confirmFile: (options) => TE.mapLeft(alter)(domains.confirmFile(options)) }),
    )

const failures: ReadonlyArray<Mutant> = [
  broken(
    5,
    'tells the first of several refusals',
    errors((error) => (error._tag === 'InvalidChange' ? { ...error, refusals: error.refusals.slice(0, 1) } : error)),
  ),
  broken(
    5,
    'tells refusals of the first kind only',
    errors((error) =>
      error._tag === 'InvalidChange'
        ? { ...error, refusals: error.refusals.filter(({ kind }) => kind === error.refusals[0]?.kind) }
        : error,
    ),
  ),
  broken(
    5,
    'tells of every refusal the rule of the first',
    errors((error) =>
      error._tag === 'InvalidChange'
        ? {
            ...error,
            refusals: error.refusals.map((each) => ({ ...each, rule: error.refusals[0]?.rule ?? each.rule })),
          }
        : error,
    ),
  ),
  broken(
    5,
    'does not tell which domain is refused',
    errors((error) =>
      error._tag === 'InvalidChange'
        ? { ...error, refusals: error.refusals.map((each) => ({ ...each, domain: '' })) }
        : error,
    ),
  ),
  broken(
    5,
    'tells the kind of no refusal',
    errors((error) =>
      error._tag === 'InvalidChange'
        ? { ...error, refusals: error.refusals.map((each) => ({ ...each, kind: '' })) }
        : error,
    ),
  ),
  broken(
    5,
    'tells no hint of a refusal in Chinese',
    errors((error) =>
      error._tag === 'InvalidChange'
        ? { ...error, refusals: error.refusals.map((each) => ({ ...each, hint: { ...each.hint, zh: '' } })) }
        : error,
    ),
  ),
  broken(
    5,
    'blames the platform for a change that is wrong',
    errors((error) => (error._tag === 'InvalidChange' ? { ...error, actor: 'platform' } : error)),
  ),
  broken(
    13,
    'tells why nothing is supported in no words',
    errors((error) => (error._tag === 'Unsupported' ? { ...error, why: { en: '', zh: '' } } : error)),
    'baidu',
  ),
  broken(
    13,
    'blames the vendor for what is not supported',
    errors((error) => (error._tag === 'Unsupported' ? { ...error, actor: 'vendor' } : error)),
    'baidu',
  ),
  broken(
    13,
    'says to try later what is not supported',
    besideErrors((error) =>
      error._tag === 'Unsupported' ? { ...error, retry: { when: 'later', afterMs: 5 } } : error,
    ),
    'baidu',
  ),
  broken(
    12,
    'tells codes as text',
    errors((error) =>
      typeof error.vendorCode === 'number' ? { ...error, vendorCode: String(error.vendorCode) } : error,
    ),
  ),
  broken(
    12,
    'tells no status of a code',
    errors(({ httpStatus, ...error }) =>
      error.vendorCode === undefined && httpStatus !== undefined ? { ...error, httpStatus } : error,
    ),
  ),
  broken(
    12,
    'tells a status of 200 whatever it was',
    errors((error) => (error.httpStatus === undefined ? error : { ...error, httpStatus: 200 })),
  ),
  broken(
    12,
    'says that a spent budget is of the day',
    errors((error) => (error._tag === 'BudgetSpent' ? { ...error, retry: { when: 'next-day' } } : error)),
  ),
  broken(
    12,
    'blames the merchant for a spent budget',
    errors((error) => (error._tag === 'BudgetSpent' ? { ...error, actor: 'merchant' } : error)),
  ),
  broken(
    12,
    'tells a wrong window of a limit',
    errors((error) =>
      error._tag === 'RateLimited' ? { ...error, window: error.window === 'day' ? 'second' : 'day' } : error,
    ),
  ),
  broken(
    12,
    'tells of a connection that was refused that something was sent',
    errors((error) => (error._tag === 'ConnectionFailed' ? { ...error, sent: true } : error)),
  ),
  broken(
    12,
    'tells of a broken connection that nothing was sent',
    errors((error) => (error._tag === 'ConnectionFailed' ? { ...error, sent: false } : error)),
  ),
  broken(
    12,
    'tells another deadline than passed',
    errors((error) => (error._tag === 'TimedOut' ? { ...error, afterMs: 30_000 } : error)),
  ),
  broken(
    12,
    'tells an empty excerpt',
    errors((error) =>
      error._tag === 'UnreadableReply' || error._tag === 'UnknownCode' ? { ...error, excerpt: '' } : error,
    ),
  ),
  broken(
    12,
    'tells another vendor',
    besideErrors((error) => ({ ...error, vendor: 'vendor' })),
  ),
  broken(
    12,
    'tells hints of two lines',
    errors((error) => ({ ...error, hint: { en: `${error.hint.en}\n${error.hint.en}`, zh: error.hint.zh } })),
  ),
  broken(
    12,
    'tells messages with the escapes of the vendor',
    errors((error) => ({ ...error, message: `${error.message}\u001b[31m` })),
  ),
  broken(
    12,
    'tells the same hint beside the lists',
    besideErrors((error) => ({ ...error, hint: { en: 'Try again later.', zh: '请稍后再试。' } })),
  ),
  broken(
    12,
    'tells no message in errors beside the lists',
    besideErrors((error) => ({ ...error, message: ' ' })),
  ),
  broken(
    12,
    'says that an error of a read may have been a write',
    errors((error) => (/get$/.test(error.operation) ? { ...error, retry: { when: 'after-read' } } : error)),
  ),
]

// What it says that the vendor can do.

const lists =
  (alter: <K extends Kind>(list: ListCapabilities<K>, place: string) => ListCapabilities<K>) =>
  (all: Capabilities): Capabilities => ({
    app: { ...all.app, server: alter(all.app.server, 'app.server'), webview: alter(all.app.webview, 'app.webview') },
    platform: {
      ...all.platform,
      server: alter(all.platform.server, 'platform.server'),
      webview: alter(all.platform.webview, 'platform.webview'),
    },
  })

const guess = <A>(value: A) => fact(value, 'made up', '2026-01', 'guess')

const limitsAt = (
  place: string,
  name: string,
  alter: (limits: ListLimits) => ListLimits,
  vendor: Mutant['vendor'] = 'wechat',
): Mutant =>
  broken(
    13,
    `tells a wrong ${name} of ${place}`,
    (provider) =>
      alteredCapabilities(
        provider,
        lists((list, at) => (at === place ? { ...list, limits: alter(list.limits) } : list)),
      ),
    vendor,
  )

const abilities: ReadonlyArray<Mutant> = [
  limitsAt('app.webview', 'perKind', (limits) => ({ ...limits, perKind: guess(200) })),
  limitsAt('platform.server', 'perKind', (limits) => ({ ...limits, perKind: guess(200) })),
  limitsAt('platform.webview', 'perKind', ({ perKind: _, ...limits }) => limits),
  limitsAt('platform.server', 'ports', (limits) => ({ ...limits, ports: guess(false) })),
  limitsAt('platform.webview', 'ports', (limits) => ({ ...limits, ports: guess(true) })),
  limitsAt('platform.server', 'forbiddenHosts', (limits) => ({ ...limits, forbiddenHosts: guess([]) })),
  limitsAt('app.webview', 'forbiddenHosts', (limits) => ({ ...limits, forbiddenHosts: guess(['api.weixin.qq.com']) })),
  limitsAt('app.server', 'defaultPort', ({ defaultPort: _, ...limits }) => limits),
  limitsAt('platform.server', 'defaultPort', (limits) => ({ ...limits, defaultPort: guess('dropped' as const) })),
  limitsAt('platform.server', 'monthlyModifications', ({ monthlyModifications: _, ...limits }) => limits),
  limitsAt('app.server', 'http', (limits) => ({ ...limits, http: guess(true) }), 'baidu'),
  limitsAt('app.server', 'source of a figure', (limits) => ({ ...limits, ports: { ...limits.ports, source: '' } })),
  broken(13, 'tells kinds twice', (provider) =>
    alteredCapabilities(
      provider,
      lists((list) => ({ ...list, kinds: [...list.kinds, ...list.kinds] })),
    ),
  ),
  broken(
    13,
    'says that a pool can copy the pool',
    (provider) =>
      alteredCapabilities(
        provider,
        lists((list, at) => (at.startsWith('platform') ? { ...list, copyPool: { _tag: 'Can' } } : list)),
      ),
    'baidu',
  ),
  broken(13, 'says that a list can be set but not added to', (provider) =>
    alteredCapabilities(
      provider,
      lists((list, at) =>
        at === 'platform.webview'
          ? {
              ...list,
              add: {
                _tag: 'Cannot',
                why: { en: 'No such call.', zh: '没有该接口。' },
                link: 'https://vendor.example.com',
              },
            }
          : list,
      ),
    ),
  ),
  broken(13, 'says nothing of why a pool cannot be copied', (provider) =>
    alteredCapabilities(
      provider,
      lists((list) =>
        list.copyPool._tag === 'Cannot' ? { ...list, copyPool: { ...list.copyPool, why: { en: '', zh: '' } } } : list,
      ),
    ),
  ),
  broken(13, 'says that no app has a confirm file', (provider) =>
    alteredCapabilities(provider, (all) => ({
      ...all,
      app: { ...all.app, confirmFile: all.platform.server.effective },
    })),
  ),
  broken(13, 'forgets with other options what it can do', (provider) => ({
    ...provider,
    with: (options) =>
      alteredCapabilities(
        provider.with(options),
        lists((list) => ({ ...list, kinds: list.kinds.slice(0, 1) })),
      ),
  })),
  broken(13, 'is called otherwise with other options', (provider) => ({
    ...provider,
    with: (options) => ({ ...provider.with(options), vendor: 'vendor' }),
  })),
]

// Several apps.

const tagged =
  (...tags: ReadonlyArray<DomainError['_tag']>) =>
  (error: DomainError): boolean =>
    tags.includes(error._tag)

/** Fails for everybody as it once failed for one. */
const soured =
  (isSour: (error: DomainError) => boolean, key: (who: string) => string): Break =>
  (provider) => {
    const known = new Map<string, DomainError>()
    const guard =
      (who: string) =>
      <A>(task: TE.TaskEither<DomainError, A>): TE.TaskEither<DomainError, A> =>
      async () => {
        const found = known.get(key(who))
        if (found !== undefined) return E.left(found)
        const result = await task()
        if (E.isLeft(result) && isSour(result.left)) known.set(key(who), result.left)
        return result
      }
    return levels(provider, (domains, who) => {
      const sour = <K extends Kind>(list: DomainList<K>): DomainList<K> => ({
        ...list,
        get: (options) => guard(who)(list.get(options)),
        modify: (change, options) => guard(who)(list.modify(change, options)),
      })
      return { ...domains, server: sour(domains.server), webview: sour(domains.webview) }
    })
  }

const lastAsked = (provider: DomainProvider): DomainProvider => {
  let last = ''
  return levels(
    alteredErrors(provider, (error) => (error.subject === 'platform' ? error : { ...error, subject: `app ${last}` })),
    (domains, who) => {
      if (who !== '') last = who
      return domains
    },
  )
}

const laterApp = (provider: DomainProvider): DomainProvider => {
  let last = ''
  const late = <K extends Kind>(own: DomainList<K>, now: () => DomainList<K>): DomainList<K> => ({
    ...own,
    modify: (change, options) => () => now().modify(change, options)(),
  })
  return levels(provider, (domains, who) => {
    if (who === '') return domains
    last = who
    return {
      ...domains,
      server: late(domains.server, () => provider.app(last).server),
      webview: late(domains.webview, () => provider.app(last).webview),
    }
  })
}

const several: ReadonlyArray<Mutant> = [
  broken(14, 'tells of the app that was asked for last', lastAsked),
  broken(14, 'changes the app that was asked for last', laterApp),
  broken(
    14,
    'takes the budget of one app for that of all',
    soured(tagged('BudgetSpent'), () => ''),
  ),
  broken(
    14,
    'takes the lost authorisation of one app for that of all',
    soured(tagged('AuthorizationLost'), () => ''),
  ),
  broken(
    14,
    'takes the refused token of one app for that of all',
    soured(tagged('TokenRejected'), () => ''),
  ),
  broken(
    14,
    'takes the daily limit of one app for that of all',
    soured(tagged('RateLimited'), () => ''),
  ),
  broken(
    14,
    'takes a permission that one app lacks for one that all lack',
    soured(tagged('PermissionDenied'), () => ''),
  ),
  broken(
    9,
    'asks no more for an app whose authorisation was once lost',
    soured(tagged('AuthorizationLost'), (who) => who),
  ),
  broken(
    14,
    'asks no more where the address was once refused',
    soured(tagged('AddressNotAllowed'), (who) => who),
  ),
  broken(
    14,
    'asks no more for an app whose budget was once spent',
    soured(tagged('BudgetSpent'), (who) => who),
  ),
  broken(
    14,
    'asks no more where the vendor was once busy',
    soured(tagged('VendorBusy'), (who) => who),
  ),
  broken(14, 'writes the ids of apps in lower case', (provider) => ({
    ...provider,
    app: (appId) => provider.app(appId.toLowerCase()),
  })),
]

// Secrets.

const seenTokens = (tokens: AccessTokens, seen: Map<string, string>): AccessTokens => {
  const note = (who: string) => TE.map((token: string) => (seen.set(who, token), token))
  return {
    ...tokens,
    get: (...told) => note(`get ${JSON.stringify(told[0])}`)(tokens.get(...told)),
    refused: (...told) => note(`refused ${JSON.stringify(told[0])}`)(tokens.refused(...told)),
  }
}

const leaking = (
  name: string,
  leak: (provider: DomainProvider, secret: (isMeant: (who: string) => boolean) => string) => DomainProvider,
): Mutant =>
  made(11, name, (make, { tokens, hooks, clock }) => {
    const seen = new Map<string, string>()
    const secret = (isMeant: (who: string) => boolean) =>
      [...seen]
        .filter(([who]) => isMeant(who))
        .map(([, token]) => token)
        .join(' ')
    return leak(make({ clock, hooks, tokens: seenTokens(tokens, seen) }), secret)
  })

const anyOf = (): boolean => true

const hide = <A extends object>(value: A, secret: string): A =>
  Object.defineProperty({ ...value }, Symbol('request'), { value: { secret }, enumerable: false })

const secrets: ReadonlyArray<Mutant> = [
  leaking('leaks the token beside the lists', (provider, secret) =>
    besideErrors((error) => ({ ...error, message: `${error.message} ${secret(anyOf)}` }))(provider, {
      tokens: { get: () => TE.right(''), refused: () => TE.right('') },
      hooks: {},
      clock: systemClock,
    }),
  ),
  leaking('leaks a token that was renewed, in errors', (provider, secret) =>
    alteredErrors(provider, (error) => ({
      ...error,
      message: `${error.message} ${secret((who) => who.startsWith('refused'))}`,
    })),
  ),
  leaking('leaks a token that was renewed, in outcomes', (provider, secret) =>
    alteredOutcomes(provider, (outcome) => ({ ...outcome, vendorMessage: secret((who) => who.startsWith('refused')) })),
  ),
  leaking('leaks a token in outcomes, under a symbol', (provider, secret) =>
    alteredOutcomes(provider, (outcome) => hide(outcome, secret(anyOf))),
  ),
  leaking('leaks a token in what is effective', (provider, secret) =>
    alteredLists(provider, <K extends Kind>(list: DomainList<K>): DomainList<K> => ({
      ...list,
      effective: (options) => TE.map((told: EffectiveDomains<K>) => hide(told, secret(anyOf)))(list.effective(options)),
    })),
  ),
  leaking('leaks a token in a confirm file', (provider, secret) =>
    levels(provider, (domains) => ({
      ...domains,
      confirmFile: (options) => TE.map((file: ConfirmFile) => hide(file, secret(anyOf)))(domains.confirmFile(options)),
    })),
  ),
  leaking('leaks a token in what get gives', (provider, secret) =>
    alteredLists(provider, <K extends Kind>(list: DomainList<K>): DomainList<K> => ({
      ...list,
      get: (options) => TE.map((told: ListedDomains<K>) => hide(told, secret(anyOf)))(list.get(options)),
    })),
  ),
  leaking('leaks a token in the error of a change that is wrong', (provider, secret) =>
    alteredErrors(provider, (error) =>
      error._tag === 'InvalidChange' ? { ...error, message: `${error.message} ${secret(anyOf)}` } : error,
    ),
  ),
  leaking('leaks a token when cancelled', (provider, secret) =>
    alteredErrors(provider, (error) =>
      error._tag === 'Cancelled' ? { ...error, message: `${error.message} ${secret(anyOf)}` } : error,
    ),
  ),
  leaking('leaks a token when the budget is spent', (provider, secret) =>
    alteredErrors(provider, (error) =>
      error._tag === 'BudgetSpent' ? { ...error, message: `${error.message} ${secret(anyOf)}` } : error,
    ),
  ),
  leaking('leaks a token as hexadecimal', (provider, secret) =>
    alteredErrors(provider, (error) => ({
      ...error,
      message: `${error.message} ${Buffer.from(secret(anyOf)).toString('hex')}`,
    })),
  ),
  leaking('leaks a token in base64 behind a name', (provider, secret) =>
    alteredErrors(provider, (error) => ({
      ...error,
      message: `${error.message} ${Buffer.from(`x:${secret(anyOf)}`).toString('base64')}`,
    })),
  ),
  leaking('leaks a token in base64 for addresses', (provider, secret) =>
    alteredErrors(provider, (error) => ({
      ...error,
      message: `${error.message} ${Buffer.from(secret(anyOf)).toString('base64url')}`,
    })),
  ),
  leaking('leaks a token to the standard error', (provider, secret) =>
    alteredErrors(provider, (error) => (process.stderr.write(` ${secret(anyOf)}\r`), error)),
  ),
  leaking('leaks a token in a warning of the process', (provider, secret) =>
    alteredErrors(provider, (error) => (process.emitWarning(secret(anyOf)), error)),
  ),
]

/** Adapters that tell something wrong: of a domain, of a list, of an error, of what the vendor can do, of another app. */
export const tellingMutants: ReadonlyArray<Mutant> = [
  ...outcomes,
  ...readings,
  ...failures,
  ...abilities,
  ...several,
  ...secrets,
]
