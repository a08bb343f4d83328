import { type FleetApp, appsOf, explain as explainHost, nextStep, pastedHost } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { Args } from '../../args/args.js'
import { type AppTarget, appTarget, desiredApp } from '../../config/app-target.js'
import { type ConfigFile, appLines } from '../../config/config-file.js'
import { withConfig, withVendors } from '../../config/session.js'
import { withStoreToRead } from '../../config/store.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { type Failure, failed, problem, reportFailure, reportProblem } from '../../output/problem.js'
import { showExplanation } from './view.js'

const noHost = problem(
  'usage',
  bilingual('the second argument is not a domain', '第二个参数不是域名'),
  bilingual(
    'Give a domain such as api.example.com, or a whole address.',
    '请填写域名，例如 api.example.com，或完整网址。',
  ),
)

const namedAtMost = 10

/** The apps of a merchant, by the name that the config has for them; some of them, where there are many. */
const appsOfMerchant = async (
  config: ConfigFile,
  vendor: string | undefined,
  merchant: string,
): Promise<ReadonlyArray<FleetApp>> => {
  const found: Array<FleetApp> = []
  for await (const row of appsOf(config.desired, appLines(config))) {
    if (E.isLeft(row) || row.right.app.name?.toLowerCase() !== merchant.toLowerCase()) continue
    if (vendor === undefined || row.right.app.vendor === vendor) found.push(row.right)
    if (found.length === namedAtMost) break
  }
  return found
}

const severalApps = (merchant: string, apps: ReadonlyArray<FleetApp>): Failure => {
  const ids = apps.map(({ app }) => `${app.vendor}/${app.id}`)
  return failed(
    problem(
      'usage',
      bilingual(`several apps are called ${merchant}`, `有多个小程序名为 ${merchant}`),
      bilingual(`Say which: ${ids.join(', ')}`, `请指定其一：${ids.join('、')}`),
    ),
  )
}

/** An app that was asked for, and what the config has of it. */
interface AskedApp {
  readonly target: AppTarget
  readonly app: FleetApp | undefined
}

/** The app with that id; where the config has none, the one of the merchant with that name. */
const askedApp = async (args: Args, config: ConfigFile, word: string): Promise<E.Either<Failure, AskedApp>> => {
  const target = await appTarget(args, config, word)
  const app = E.isLeft(target) ? undefined : await desiredApp(config, target.right)
  const named = app === undefined ? await appsOfMerchant(config, args.text('vendor'), word) : []
  if (named.length > 1) return E.left(severalApps(word, named))
  const [only] = named
  if (only !== undefined) return E.right({ target: { vendor: only.app.vendor, app: only.app.id }, app: only })
  return E.map((found: AppTarget) => ({ target: found, app }))(target)
}

const look = async (
  context: Context,
  config: ConfigFile,
  { target, app }: AskedApp,
  host: string,
): Promise<ExitStatus> => {
  const { io, reporter } = context
  return withVendors(context, config, [target.vendor], async ({ vendors }) => {
    const [vendor] = vendors
    if (vendor === undefined) return 'error'
    const found = await withStoreToRead(io, config, (store) =>
      explainHost({ desired: config.desired, vendor, address: target, app, store, now: io.clock.now() }, host),
    )
    if (E.isLeft(found)) return reportFailure(reporter, found.left)
    const next = nextStep(found.right)
    showExplanation(reporter, found.right, next)
    if (next.state === 'unreadable') return 'error'
    return next.state === 'in-sync' ? 'done' : 'differences'
  })
}

/**
 * Tells how a domain stands in an app, from what is desired to what is live, and the one step that comes next.
 */
export const explain = (context: Context): Promise<ExitStatus> => {
  const { args, reporter } = context
  const [word = '', domain = ''] = args.words
  const host = pastedHost(domain)
  if (host === undefined) {
    reportProblem(reporter, noHost)
    return Promise.resolve('error')
  }
  return withConfig(context, async (config) => {
    const asked = await askedApp(args, config, word)
    return E.isLeft(asked) ? reportFailure(reporter, asked.left) : look(context, config, asked.right, host)
  })
}
