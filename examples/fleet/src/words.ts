import { type Bilingual } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'

/**
 * The words of the job, in both languages.
 */
export const words = {
  title: bilingual('A fleet at every vendor: plan, apply, verify', '各家平台、一批小程序：计划、执行、核对'),
  plan: bilingual('1. The plan: what differs from mini-domains.yaml', '1. 计划：与 mini-domains.yaml 的差异'),
  apply: bilingual('2. Applied, while one answer got lost on the way', '2. 执行：其间有一次应答中途丢失'),
  verify: bilingual('3. Verified: desired, configured and live', '3. 核对：期望、已配置与已生效'),
  whose: bilingual('whose', '所属'),
  list: bilingual('list', '列表'),
  change: bilingual('change', '变更'),
  domains: bilingual('domains', '域名'),
  result: bilingual('result', '结果'),
  changes: bilingual('changes', '变更次数'),
  pool: bilingual('pool', '平台域名池'),
  server: bilingual('server', '服务器'),
  webview: bilingual('webview', '业务'),
  prefetch: bilingual('prefetch', '预解析'),
  planned: bilingual('planned', '计划'),
  made: bilingual('written at the vendor', '厂商实际写入'),
  survived: bilingual(
    'The reply to one write was cut off after it had taken effect. It was read back, and not sent again.',
    '有一次写入生效后应答被切断：改为回读确认，没有重发。',
  ),
  lists: bilingual('lists', '列表'),
  same: bilingual('as desired', '符合期望'),
  differing: bilingual('differ', '不一致'),
  effectiveUnknown: bilingual('live state not told by the vendor', '厂商不提供是否生效'),
  kept: bilingual('The report is in', '报告位于'),
  removed: bilingual('The report was in (keep it with --out DIR)', '报告曾位于（用 --out 目录 可保留）'),
} as const satisfies Readonly<Record<string, Bilingual>>
