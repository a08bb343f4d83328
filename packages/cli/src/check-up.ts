import type { Bilingual } from '@mini-domains/core'
import { bilingual } from './language.js'
import type { Voice } from './voice.js'

/**
 * What a check-up found: it is well, it may be trouble, or it must be mended.
 */
export interface Finding {
  readonly name: string
  readonly verdict: 'good' | 'warning' | 'bad'
  readonly message: Bilingual
  readonly hint?: Bilingual
}

/**
 * Makes a finding.
 */
export const finding = (name: string, verdict: Finding['verdict'], message: Bilingual, hint?: Bilingual): Finding => ({
  name,
  verdict,
  message,
  ...(hint === undefined ? {} : { hint }),
})

const mark = (voice: Voice, verdict: Finding['verdict']): string => {
  switch (verdict) {
    case 'good':
      return voice.paint.green('✓')
    case 'warning':
      return voice.paint.yellow('!')
    case 'bad':
      return voice.paint.red('✗')
  }
}

/**
 * Shows a finding.
 */
export const showFinding = (voice: Voice, one: Finding): void => {
  voice.tell({ event: 'fact', name: 'check', value: { ...one } })
  voice.line(`${mark(voice, one.verdict)} ${one.name}: ${voice.in(one.message)}`)
  if (one.hint !== undefined) voice.line(`  → ${voice.in(one.hint)}`)
}

const leastNode: readonly [number, number, number] = [20, 18, 1]

/**
 * Checks the version of Node.
 */
export const nodeFinding = (version: string): Finding => {
  const parts = version.replace(/^v/, '').split('.').map(Number)
  const first = leastNode.map((least, index) => (parts[index] ?? 0) - least).find((gap) => gap !== 0) ?? 0
  return first >= 0
    ? finding('node', 'good', bilingual(version, version))
    : finding(
        'node',
        'bad',
        bilingual(`${version} is too old`, `${version} 版本过低`),
        bilingual(`Install Node ${leastNode.join('.')} or newer.`, `请安装 Node ${leastNode.join('.')} 或更新版本。`),
      )
}

const withoutUser = (address: string): string => (URL.canParse(address) ? new URL(address).host : '(unreadable)')

/**
 * Tells which proxy the environment names, without its password.
 */
export const proxyFinding = (environment: Readonly<Record<string, string | undefined>>): Finding => {
  const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']
  const name = names.find((one) => (environment[one] ?? '') !== '')
  if (name === undefined) return finding('proxy', 'good', bilingual('none', '未设置'))
  const host = withoutUser(environment[name] ?? '')
  return host === '(unreadable)'
    ? finding(
        'proxy',
        'bad',
        bilingual(`${name} is no address`, `${name} 不是有效地址`),
        bilingual('Write it as http://host:port.', '格式应为 http://主机:端口。'),
      )
    : finding('proxy', 'good', bilingual(`${name}: ${host}`, `${name}：${host}`))
}

const allowedSkewMs = 60_000

/**
 * Compares this machine's clock with the `Date` of a vendor's answer. Tokens and tickets end by the clock.
 */
export const clockFinding = (vendor: string, now: number, date: string | null): Finding => {
  const name = `clock (${vendor})`
  const theirs = date === null ? NaN : Date.parse(date)
  if (Number.isNaN(theirs)) return finding(name, 'warning', bilingual('the vendor tells no time', '厂商未返回时间'))
  const skew = Math.round((now - theirs) / 1_000)
  if (Math.abs(now - theirs) <= allowedSkewMs)
    return finding(name, 'good', bilingual(`within a minute of the vendor's`, '与厂商时间相差不足一分钟'))
  return finding(
    name,
    'bad',
    bilingual(
      `${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} the vendor's`,
      `比厂商时间${skew > 0 ? '快' : '慢'} ${Math.abs(skew)} 秒`,
    ),
    bilingual('Set the clock of this machine, or run a time service.', '请校准本机时钟，或启用时间同步服务。'),
  )
}
