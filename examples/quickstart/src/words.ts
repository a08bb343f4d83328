import { type Bilingual, type Outcome, type ServerKind, type WebviewKind } from '@mini-domains/core'
import { type Language, type Spent, bilingual } from '@mini-domains/core/adapter'

/**
 * The words of the report, in both languages.
 */
export const words = {
  title: bilingual('One program, two vendors: only the config differs', '同一段程序，两个平台：只换配置'),
  kind: bilingual('kind', '类型'),
  domains: bilingual('domains', '域名'),
  domain: bilingual('domain', '域名'),
  result: bilingual('result', '结果'),
  why: bilingual('why, and what to do', '原因与处理办法'),
  pool: bilingual('Platform pool: register shop.example', '平台域名池：登记 shop.example'),
  serverBefore: bilingual('Server domains of the app, before', '小程序服务器域名（修改前）'),
  serverAdded: bilingual('Change: add four server domains', '变更：添加四个服务器域名'),
  serverStranger: bilingual('Change: add a domain that is not in the pool', '变更：添加未登记在平台的域名'),
  serverSet: bilingual('Change: set the download domains, leave the rest', '变更：覆盖下载域名，其余不动'),
  serverAfter: bilingual('Server domains of the app, after', '小程序服务器域名（修改后）'),
  webviewBefore: bilingual('Webview domains of the app, before', '小程序业务域名（修改前）'),
  webviewAdded: bilingual('Change: add a webview domain', '变更：添加业务域名'),
  webviewAfter: bilingual('Webview domains of the app, after', '小程序业务域名（修改后）'),
  none: bilingual('(none)', '（无）'),
  vendorSaid: bilingual('the vendor said', '平台返回'),
  modification: bilingual('modification of the month', '本月修改次数'),
} as const satisfies Readonly<Record<string, Bilingual>>

type Item = Outcome<ServerKind | WebviewKind>['items'][number]

/**
 * Says what became of a domain.
 */
export const verdictOf = (item: Item, language: Language): string => {
  const gone = item.intent === 'absent'
  switch (item.verdict) {
    case 'accepted':
      return (gone ? bilingual('removed', '已删除') : bilingual('accepted', '已接受'))[language]
    case 'already':
      return (gone ? bilingual('already absent', '本就不存在') : bilingual('already there', '已存在'))[language]
    case 'rejected':
      return bilingual('rejected', '被拒绝')[language]
  }
}

/**
 * Says how many modifications were spent, and how many perhaps.
 */
export const spending = ({ modifications, uncertain }: Spent, language: Language): string => {
  const most = modifications + uncertain
  if (most === 0) return bilingual('none spent', '未消耗')[language]
  const sure = bilingual(`${modifications} spent`, `已消耗 ${modifications} 次`)
  return uncertain === 0
    ? sure[language]
    : bilingual(`${sure.en}, perhaps ${most}`, `${sure.zh}，可能为 ${most} 次`)[language]
}
