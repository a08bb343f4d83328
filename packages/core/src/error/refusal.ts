import { type Bilingual, bilingual } from './language.js'

/**
 * A rule that a domain or a change broke, and that could be known before anything was sent.
 */
export type Rule =
  | 'not-a-change'
  | 'not-text'
  | 'empty'
  | 'hidden-character'
  | 'not-a-domain'
  | 'wrong-scheme'
  | 'user-info'
  | 'path'
  | 'query'
  | 'fragment'
  | 'wildcard'
  | 'ip-address'
  | 'localhost'
  | 'port-not-allowed'
  | 'port-out-of-range'
  | 'forbidden-host'
  | 'unknown-kind'
  | 'over-limit'
  | 'nothing-named'

/**
 * One thing that was refused locally: which kind, which domain as it was given, which rule, and how to fix it.
 */
export interface Refusal {
  readonly kind: string
  readonly domain: string
  readonly rule: Rule
  readonly hint: Bilingual
}

/**
 * Says how to fix what broke a rule. `detail` is what the rule asks for in this place: the scheme, the limit, the kinds.
 */
export const hintOf = (rule: Rule, detail: string): Bilingual => {
  switch (rule) {
    case 'not-a-change':
      return bilingual(
        'Make the change with addDomains, deleteDomains, setDomains or copyPool, each kind with an array of domains.',
        '请用 addDomains、deleteDomains、setDomains 或 copyPool 构造变更，每个种类对应一个域名数组。',
      )
    case 'not-text':
      return bilingual('Give it as text.', '请以字符串形式填写。')
    case 'empty':
      return bilingual('Give a value, or leave the entry out.', '请填写内容，或删去该空项。')
    case 'hidden-character':
      return bilingual(
        'Remove the white space, control or invisible characters; retype the domain if they cannot be seen.',
        '请删除空格、控制字符或不可见字符；看不出时请重新手工输入域名。',
      )
    case 'not-a-domain':
      return bilingual(`Write a full domain name such as ${detail}.`, `请填写完整域名，例如 ${detail}。`)
    case 'wrong-scheme':
      return bilingual(`Write it as ${detail}.`, `请写成 ${detail}。`)
    case 'user-info':
      return bilingual('Remove the user name and password before "@".', '请删除“@”之前的用户名和密码。')
    case 'path':
      return bilingual('Remove the path: only the domain can be listed.', '请删除路径：只能填写域名。')
    case 'query':
      return bilingual('Remove "?" and what follows it.', '请删除“?”及其后内容。')
    case 'fragment':
      return bilingual('Remove "#" and what follows it.', '请删除“#”及其后内容。')
    case 'wildcard':
      return bilingual('Name each subdomain: vendors take no wildcards.', '请逐个填写子域名：厂商不支持通配符。')
    case 'ip-address':
      return bilingual('Use a domain name: vendors refuse IP addresses.', '请使用域名：厂商不接受 IP 地址。')
    case 'localhost':
      return bilingual('Use a public domain name: vendors refuse localhost.', '请使用公网域名：厂商不接受 localhost。')
    case 'port-not-allowed':
      return bilingual('Remove the port: this list takes none.', '请删除端口：该列表不允许端口。')
    case 'port-out-of-range':
      return bilingual('Use a port from 1 to 65535.', '端口须在 1 到 65535 之间。')
    case 'forbidden-host':
      return bilingual(
        `Leave it out: the vendor forbids ${detail}; call it from your own server.`,
        `请去掉该域名：厂商禁止配置 ${detail}，请改由自己的服务器调用。`,
      )
    case 'unknown-kind':
      return bilingual(`This list has these kinds: ${detail}.`, `该列表支持的种类：${detail}。`)
    case 'over-limit':
      return bilingual(
        `At most ${detail} domains fit here; delete some first. If the vendor has raised the limit for you, write it under limits in the config.`,
        `此处最多 ${detail} 个域名；请先删除一部分。如厂商已为您提高上限，请写入配置的 limits。`,
      )
    case 'nothing-named':
      return bilingual(`Name at least one kind: ${detail}.`, `请至少指定一个种类：${detail}。`)
  }
}

// What was pasted may hold a password (`https://user:password@host`) or a token (`?token=…`).
const withoutSecrets = (domain: string): string =>
  domain.replace(/:[^/@:]*@/g, ':***@').replace(/[?#].*=.*/s, (rest) => rest.replace(/=[^&#]*/g, '=***'))

/**
 * Makes a refusal with the hint that belongs to its rule. Passwords and the values of a query are masked.
 */
export const refusal = (kind: string, domain: string, rule: Rule, detail = ''): Refusal =>
  refusalWith(kind, domain, rule, hintOf(rule, detail))

/**
 * Makes a refusal with a hint of its own. Passwords and the values of a query are masked.
 */
export const refusalWith = (kind: string, domain: string, rule: Rule, hint: Bilingual): Refusal => ({
  kind,
  domain: withoutSecrets(domain),
  rule,
  hint,
})
