import type { AuthorizationLinks } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { onlyVendor } from '../../config/app-target.js'
import type { ConfigFile } from '../../config/config-file.js'
import { type OpenVendor, withConfig, withVendors } from '../../config/session.js'
import { tableNotEnough } from '../../config/token-source.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import {
  type Problem,
  problem,
  reportError,
  reportFailure,
  reportProblem,
  reportWarning,
} from '../../output/problem.js'

const noRedirect = problem(
  'usage',
  bilingual('--redirect needs the https:// address of a page of yours', '--redirect 需要您的 https:// 回调地址'),
  bilingual(
    'The merchant comes back to it with a code; its domain is registered with the vendor.',
    '授权后将携带授权码跳转至该地址；其域名须已在厂商登记。',
  ),
)

const noCredentials = (name: string): Problem =>
  problem(
    'credentials',
    bilingual(`${name} has no credentials that a link can be made with`, `${name} 没有可用于生成授权链接的凭据`),
    tableNotEnough,
  )

const noLinks = ({ name, declared: { vendor, displayName = bilingual(vendor, vendor) } }: OpenVendor): Problem =>
  problem(
    'vendor',
    bilingual(
      `${name}: no authorisation link is made for ${displayName.en}`,
      `${name}：${displayName.zh}不支持生成授权链接`,
    ),
    bilingual('See the page of its adapter for how a merchant authorises.', '商家如何授权，参见该适配器的说明。'),
  )

const anyApp = (name: string, app: string): Problem =>
  problem(
    'vendor',
    bilingual(
      `${name}: its links cannot name an app: whoever opens this one may authorise another than ${app}`,
      `${name}：该厂商的授权链接无法限定小程序，打开链接的商家也可能授权 ${app} 以外的小程序`,
    ),
  )

const hourMs = 3_600_000

const lifeOf = (ms: number) => {
  const hours = ms / hourMs
  if (hours >= 2) return bilingual(`${Math.floor(hours)} hours`, `${Math.floor(hours)} 小时`)
  const minutes = Math.floor(ms / 60_000)
  return bilingual(`${minutes} minutes`, `${minutes} 分钟`)
}

const show = (
  { reporter }: Context,
  name: string,
  { desktop, mobile, appId, expiresInMs }: AuthorizationLinks,
): void => {
  const named = appId === undefined ? {} : { app: appId }
  const links = { desktop, ...(mobile === undefined ? {} : { mobile }), ...named, expiresInMs }
  reporter.event({ event: 'fact', name: 'authorization-links', value: { vendor: name, ...links } })
  reporter.line(`${reporter.say(bilingual('computer', '电脑'))}  ${desktop}`)
  if (mobile !== undefined) reporter.line(`${reporter.say(bilingual('phone', '手机'))}  ${mobile}`)
  const life = lifeOf(expiresInMs)
  reporter.note(
    reporter.say(
      bilingual(
        `Good for one authorisation within ${life.en}. Put it on a page of the domain that is registered with the vendor.`,
        `${life.zh}内有效，仅可授权一次。请放在已向厂商登记的域名的页面上。`,
      ),
    ),
  )
}

const makeLinks = async (context: Context, config: ConfigFile, redirectUrl: string): Promise<ExitStatus> => {
  const { args, reporter } = context
  const vendor = onlyVendor(args, config)
  if (E.isLeft(vendor)) return reportFailure(reporter, vendor.left)
  const app = args.text('app')
  return withVendors(context, config, [vendor.right], async ({ vendors }) => {
    const [open] = vendors
    const links = open?.credentials?.authorizationLinks
    if (links === undefined) {
      reportProblem(reporter, open?.credentials === undefined ? noCredentials(vendor.right) : noLinks(open))
      return 'error'
    }
    const made = await links({ redirectUrl, ...(app === undefined ? {} : { appId: app }) })()
    if (E.isLeft(made)) {
      reportError(reporter, made.left)
      return 'error'
    }
    show(context, vendor.right, made.right)
    if (app !== undefined && made.right.appId !== app) reportWarning(reporter, anyApp(vendor.right, app))
    return 'done'
  })
}

/**
 * Makes the links with which a merchant authorises the platform, for a computer and, where the vendor has one, for a phone.
 */
export const authorizeUrl = (context: Context): Promise<ExitStatus> => {
  const redirect = context.args.text('redirect') ?? ''
  if (!URL.canParse(redirect) || new URL(redirect).protocol !== 'https:') {
    reportProblem(context.reporter, noRedirect)
    return Promise.resolve('error')
  }
  return withConfig(context, (config) => makeLinks(context, config, redirect))
}
