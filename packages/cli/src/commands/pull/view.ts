import { counted } from '@mini-domains/core/adapter'
import {
  type Addition,
  type EditedConfig,
  type ExistingApp,
  type ListedDomain,
  type PullTarget,
  type UnreadApp,
  listsOf,
  stateWord,
} from '@mini-domains/fleet'
import { bilingual } from '../../output/language.js'
import { appTitle, titleOf } from '../../output/listing.js'
import type { Reporter } from '../../output/reporter.js'

const shownAtMost = 50

/** Shows as many of them as people read; programs are told all. */
const showSome = <A>(reporter: Reporter, all: ReadonlyArray<A>, show: (one: A) => void): void => {
  all.slice(0, shownAtMost).forEach(show)
  const rest = all.length - shownAtMost
  if (rest > 0)
    reporter.line(
      reporter.say(bilingual(`… and ${rest} more; --json has them all`, `……另有 ${rest} 项，--json 输出全部`)),
    )
}

const targetTitle = (reporter: Reporter, target: PullTarget): string => {
  switch (target._tag) {
    case 'Profile':
      return reporter.say(bilingual(`profile ${target.name}`, `方案 ${target.name}`))
    case 'App':
    case 'Row': {
      const { app, at } = target.app
      return `${app.vendor} · ${appTitle(app.id, app.name)}  ${reporter.paint.dim(at)}`
    }
  }
}

const targetFact = (target: PullTarget): Readonly<Record<string, unknown>> => {
  switch (target._tag) {
    case 'Profile':
      return { target: 'profile', profile: target.name }
    case 'App':
    case 'Row': {
      const { app, at } = target.app
      return { target: target._tag === 'App' ? 'app' : 'row', vendor: app.vendor, app: app.id, at }
    }
  }
}

const showDomains = (reporter: Reporter, sign: string, domains: ReadonlyArray<ListedDomain>): void => {
  for (const { kind, domain } of domains) reporter.line(`  ${sign} ${kind} ${domain}`)
}

const showAdditions = (reporter: Reporter, additions: ReadonlyArray<Addition>): void =>
  showSome(reporter, additions, ({ target, domains }) => {
    reporter.line(reporter.paint.bold(targetTitle(reporter, target)))
    showDomains(reporter, reporter.paint.green('+'), domains)
  })

const byHand = bilingual(
  'To be written by hand. In a CSV they go into the column of their kind (request, socket, …, webview), separated by blanks; in JSON Lines and in a part of the config that is used by reference, under extra.',
  '以下须手动填写。CSV 填入对应种类的列（request、socket……webview），以空格分隔；JSON Lines 以及配置中被引用（*名称、<<）的部分写在 extra 下。',
)

/**
 * Shows what goes into the config, and what people must write themselves.
 */
export const showEdit = (reporter: Reporter, { written, byHand: left }: EditedConfig): void => {
  const tell =
    (isWritten: boolean) =>
    ({ target, domains }: Addition): void =>
      reporter.event({
        event: 'fact',
        name: 'pull',
        value: { ...targetFact(target), lists: listsOf(domains), byHand: !isWritten },
      })
  written.forEach(tell(true))
  left.forEach(tell(false))
  showAdditions(reporter, written)
  if (left.length === 0) return
  reporter.line(reporter.say(byHand))
  showAdditions(reporter, left)
}

const showEachUnread = (
  reporter: Reporter,
  unread: ReadonlyArray<UnreadApp>,
  nameOf: (one: UnreadApp) => string,
): void => {
  for (const { address, state, detail } of unread)
    reporter.event({ event: 'fact', name: 'unread', value: { ...address, state, detail } })
  showSome(reporter, unread, (one) => {
    reporter.line(`${reporter.paint.bold(nameOf(one))}${reporter.paint.yellow(reporter.say(stateWord(one.state)))}`)
    reporter.line(`  → ${reporter.say(one.detail)}`)
  })
}

/**
 * Shows the apps that could not be compared, each with its state: nothing of them is written.
 */
export const showUnread = (reporter: Reporter, unread: ReadonlyArray<UnreadApp>): void =>
  showEachUnread(reporter, unread, ({ address, name }) =>
    address.vendor === '' ? '' : `${address.vendor} · ${appTitle(address.app ?? '', name)}  `,
  )

/**
 * Shows the lists that could not be compared of apps whose other lists were.
 */
export const showUnreadLists = (reporter: Reporter, apps: ReadonlyArray<ExistingApp>): void =>
  showEachUnread(
    reporter,
    apps.flatMap(({ unread }) => unread),
    ({ address, name }) => `${titleOf(address, reporter, name)}  `,
  )

const tellLists = (
  reporter: Reporter,
  name: string,
  apps: ReadonlyArray<ExistingApp>,
  of: (app: ExistingApp) => ReadonlyArray<ListedDomain>,
): ReadonlyArray<ExistingApp> => {
  const having = apps.filter((one) => of(one).length > 0)
  for (const one of having) {
    const { vendor, id } = one.app.app
    reporter.event({ event: 'fact', name, value: { vendor, app: id, lists: listsOf(of(one)) } })
  }
  return having
}

const namesOf = (apps: ReadonlyArray<ExistingApp>): string => {
  const names = apps.slice(0, 10).map(({ app }) => appTitle(app.app.id, app.app.name))
  return `${names.join(', ')}${apps.length > names.length ? ', …' : ''}`
}

/**
 * Tells what apps lack that is asked for, which is left to a plan, and what no config can ask for.
 */
export const showRest = (reporter: Reporter, apps: ReadonlyArray<ExistingApp>): void => {
  const lacking = tellLists(reporter, 'lacking', apps, (one) => one.lacking)
  if (lacking.length > 0)
    reporter.line(
      reporter.say(
        bilingual(
          `apps that lack domains which the config asks for (mini-domains plan shows them): ${namesOf(lacking)}`,
          `${lacking.length} 个小程序缺少配置要求的域名，可用 mini-domains plan 查看：${namesOf(lacking)}`,
        ),
      ),
    )
  const unwritable = tellLists(reporter, 'unwritable', apps, (one) => one.unwritable)
  if (unwritable.length === 0) return
  reporter.line(
    reporter.say(
      bilingual(
        'These are against the rules of the vendor, so no config can ask for them; a plan takes them off unless keep names them:',
        '以下域名不符合厂商规则，无法写入配置；除非列入 keep，计划会将其删除：',
      ),
    ),
  )
  showSome(reporter, unwritable, ({ app, unwritable: domains }) => {
    reporter.line(reporter.paint.bold(`${app.app.vendor} · ${appTitle(app.app.id, app.app.name)}`))
    showDomains(reporter, '!', domains)
  })
}

const domainsIn = (additions: ReadonlyArray<Addition>): number =>
  additions.reduce((sum, { domains }) => sum + domains.length, 0)

/**
 * Says in one line what it comes to.
 */
export const showPullTotal = (
  reporter: Reporter,
  counts: { readonly read: number; readonly unread: number },
  { written, byHand: left }: EditedConfig,
): void => {
  const [own, others] = [domainsIn(written), domainsIn(left)]
  reporter.line(
    reporter.paint.bold(
      reporter.say(
        bilingual(
          `${counted(counts.read, 'app')} read, ${counts.unread} not: ${counted(own, 'domain')} for the config, ${others} to be written by hand`,
          `已读取 ${counts.read} 个小程序，未能读取 ${counts.unread} 个：写入配置的域名 ${own} 个，须手动填写 ${others} 个`,
        ),
      ),
    ),
  )
}
