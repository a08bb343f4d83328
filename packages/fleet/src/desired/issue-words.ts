import { type Bilingual } from '@mini-domains/core'
import { bilingual, shownName } from '@mini-domains/core/adapter'

/**
 * A value as it was written.
 */
export const quoted = (text: string): Bilingual => bilingual(`"${text}"`, `"${text}"`)

/**
 * A value that was there before.
 */
export const again = (text: string): Bilingual => bilingual(`"${text}" again`, `重复的 "${text}"`)

/**
 * Some text that is not repeated: it may be a secret.
 */
export const aText = bilingual('a text', '文本')

/**
 * A name under `vendors`.
 */
export const vendorName = bilingual('a vendor', '厂商名称')

/**
 * A name under `profiles`.
 */
export const profileName = bilingual('a profile', '方案名称')

/**
 * One of these names, of the sort that is said.
 */
export const nameOf = (what: Bilingual, names: ReadonlyArray<string>): Bilingual =>
  names.length === 0
    ? bilingual(`${what.en}, of which there are none`, `${what.zh}（目前没有）`)
    : bilingual(`${what.en}: ${names.map(shownName).join(', ')}`, `${what.zh}（${names.map(shownName).join('、')}）`)

/**
 * A domain, and what to do with the one that is none.
 */
export const aDomain = ({ en, zh }: Bilingual): Bilingual => bilingual(`a domain (${en})`, `域名（${zh}）`)

/**
 * An app, in place of one that was there before.
 */
export const eachAppOnce = bilingual('each app once', '不重复的小程序')
