import { connect } from 'node:net'
import type { Bilingual } from '@mini-domains/core'
import { environmentProxies } from '@mini-domains/http'
import { bilingual } from '../../output/language.js'
import type { Reporter } from '../../output/reporter.js'

/**
 * What a check-up found: it is well, it may be trouble, or it must be fixed.
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

const mark = (reporter: Reporter, verdict: Finding['verdict']): string => {
  switch (verdict) {
    case 'good':
      return reporter.paint.green('✓')
    case 'warning':
      return reporter.paint.yellow('!')
    case 'bad':
      return reporter.paint.red('✗')
  }
}

const titles: Readonly<Record<string, string>> = {
  proxy: '代理',
  config: '配置',
  vendors: '厂商',
  store: '存储',
  adapter: '适配器',
  clock: '时钟',
  call: '调用',
}

/** What was looked at; in brackets behind it, the vendor. */
const titleOf = (name: string): Bilingual => {
  const [what = '', ...whose] = name.split(' ')
  return bilingual(name, [titles[what] ?? what, ...whose].join(' '))
}

/**
 * Shows a finding.
 */
export const showFinding = (reporter: Reporter, one: Finding): void => {
  reporter.event({ event: 'fact', name: 'check', value: { ...one } })
  reporter.line(
    `${mark(reporter, one.verdict)} ${reporter.say(titleOf(one.name))}${reporter.say(bilingual(': ', '：'))}${reporter.say(one.message)}`,
  )
  if (one.hint !== undefined) reporter.line(`  → ${reporter.say(one.hint)}`)
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

const reaches = (address: URL): Promise<boolean> =>
  new Promise((done) => {
    const port = address.port === '' ? (address.protocol === 'https:' ? 443 : 80) : Number(address.port)
    const socket = connect({ host: address.hostname.replace(/^\[|\]$/g, ''), port, timeout: 3_000 })
    const end = (isOpen: boolean) => (): void => {
      socket.destroy()
      done(isOpen)
    }
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false))
  })

const writeProxy = bilingual(
  'Write it as http://host:port, or http://user:password@host:port with % codes in both; SOCKS is not supported.',
  '格式应为 http://主机:端口 或 http://用户:密码@主机:端口（特殊字符用 % 编码）；不支持 SOCKS。',
)

/**
 * Tells which proxy the environment names, without its password, and whether it can be used and reached.
 */
export const proxyFinding = async (
  environment: Readonly<Record<string, string | undefined>>,
  isReached: (address: URL) => Promise<boolean> = reaches,
): Promise<Finding> => {
  const { http, https } = environmentProxies(environment)
  // Vendors are reached over HTTPS; HTTP_PROXY counts where nothing else is named.
  const used = https ?? http
  if (used?.wrong !== undefined) {
    const { variable, wrong } = used
    const message =
      wrong === 'scheme'
        ? bilingual(`${variable} is not an HTTP proxy, and calls fail`, `${variable} 不是 HTTP 代理，调用会失败`)
        : bilingual(`${variable} is not an address, and calls fail`, `${variable} 不是有效地址，调用会失败`)
    return finding('proxy', 'bad', message, writeProxy)
  }
  if (used === undefined) return finding('proxy', 'good', bilingual('none', '未设置'))
  const address = new URL(used.address)
  const named = `${used.variable}: ${address.host}`
  return (await isReached(address))
    ? finding('proxy', 'good', bilingual(named, named))
    : finding(
        'proxy',
        'bad',
        bilingual(`${named} cannot be connected to`, `${named} 无法连接`),
        bilingual('Start that proxy, or correct or unset the variable.', '请启动该代理，或更正、取消该变量。'),
      )
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
