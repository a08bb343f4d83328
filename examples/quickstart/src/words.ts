import { type Bilingual, type Outcome, type ServerKind, type WebviewKind } from '@mini-domains/core'
import { type Language, type Spent, bilingual } from '@mini-domains/core/adapter'

/**
 * The words of the report, in both languages.
 */
export const words = {
  title: bilingual('One program, every vendor: only the config differs', '同一段程序，各家平台：只换配置'),
  kind: bilingual('kind', '类型'),
  domain: bilingual('domain', '域名'),
  result: bilingual('result', '结果'),
  pool: bilingual('Register shop.example for the platform', '在第三方平台登记 shop.example'),
  serverAdded: bilingual('Add four server domains', '添加四个服务器域名'),
  serverStranger: bilingual('Add a domain that is not registered', '添加未登记的域名'),
  serverSet: bilingual('Set the download domains, leave the rest', '覆盖下载域名，其余不动'),
  webviewAdded: bilingual('Add a webview domain', '添加业务域名'),
  colon: bilingual(': ', '：'),
  noCall: bilingual('no call', '无接口'),
  listed: bilingual('Listed in the app afterwards', '修改后小程序中的域名数'),
  modifications: bilingual('Modifications of the month', '本月修改次数'),
  wholeList: bilingual(
    'Each change is written as the list as a whole, after a look at it.',
    '厂商只支持整体覆盖：每次修改都先读取列表，合并后整体写入。',
  ),
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
