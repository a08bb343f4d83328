import * as E from 'fp-ts/lib/Either.js'
import { foreignCharacter } from './host.js'
import { type Bilingual, bilingual } from '../error/language.js'
import { type Rule, hintOf } from '../error/refusal.js'

type Parse = (text: string) => E.Either<Rule, string>

const invisible = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u
const separator = /[\s,;|，；、]+/u
// What stands in an address without being part of a name: it has its own rules, or its own places.
const structural = /[:/?#@\\*]/u

/**
 * Shows one character with its code point; one that cannot be seen by its code point alone.
 */
const shown = (character: string): string => {
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  return invisible.test(character) ? code : `"${character}" (${code})`
}

const both = (first: Bilingual, second: Bilingual | undefined): Bilingual =>
  second === undefined ? first : bilingual(`${first.en} ${second.en}`, `${first.zh}${second.zh}`)

// An example is given only where it would be taken.
const writeAs = (parse: Parse, text: string): Bilingual | undefined => {
  const taken = parse(text)
  return E.isRight(taken) ? bilingual(`Write it as ${taken.right}.`, `请写成 ${taken.right}。`) : undefined
}

// What is inside quotes, brackets or a link: the one domain in it, or none.
const within = (parse: Parse, input: string): string | undefined => {
  const found = new Set<string>()
  for (const piece of input.split(/[^\p{L}\p{M}\p{Nd}.\-:/]+/u)) {
    const taken = parse(piece.replace(/[:.]+$/, ''))
    if (E.isRight(taken)) found.add(taken.right)
  }
  const [only, ...others] = found
  return others.length === 0 ? only : undefined
}

const severalIn = (parse: Parse, input: string): boolean =>
  input.split(separator).filter((piece) => E.isRight(parse(piece))).length > 1

const characterHint = (parse: Parse, input: string, character: string): Bilingual => {
  const name = shown(character)
  if (/[,;|，；、]/u.test(character) && severalIn(parse, input))
    return bilingual(
      `Give each domain as an entry of its own: ${name} does not separate domains here.`,
      `请将每个域名作为单独一项填写：此处不能用 ${name} 分隔。`,
    )
  if (/\s/u.test(character))
    return bilingual(
      `Remove the white space ${name}; several domains are entries of their own.`,
      `请删除空白字符 ${name}；多个域名请分别填写。`,
    )
  const plain = character.normalize('NFKC')
  if (plain !== character && /^[:/.-]$/.test(plain))
    return both(
      bilingual(`Type "${plain}" in the place of ${name}.`, `请将 ${name} 改为半角“${plain}”。`),
      writeAs(parse, input.normalize('NFKC')),
    )
  if (character === '_')
    return bilingual(
      `Use a host name without ${name}: only letters, digits and inner hyphens can be listed.`,
      `域名中不能有 ${name}：只能使用字母、数字和中间的连字符。`,
    )
  const inner = within(parse, input)
  return both(
    bilingual(`Remove ${name}: it cannot be part of a domain name.`, `请删除 ${name}：域名中不能有该字符。`),
    inner === undefined ? undefined : writeAs(parse, inner),
  )
}

const labelHint = (host: string): Bilingual | undefined => {
  const labels = host.replace(/\.$/, '').split('.')
  if (labels.length > 1 && labels.includes(''))
    return bilingual(
      'Remove the dot too many: a name has a letter or digit between two dots.',
      '请删除多余的点：两点之间须有内容。',
    )
  if (labels.some((label) => label.startsWith('-') || label.endsWith('-')))
    return bilingual(
      'Remove the hyphen "-" at the start or end of a part: it may only stand inside.',
      '请删除首尾的连字符“-”：连字符只能位于中间。',
    )
  if (labels.some((label) => label.length > 63) || host.length > 253)
    return bilingual(
      'Use a shorter name: at most 63 characters between two dots, 253 in all.',
      '请缩短域名：两点之间最多 63 个字符，总长最多 253 个字符。',
    )
  return undefined
}

const hostPart = (input: string): string => input.slice(input.indexOf('://') === -1 ? 0 : input.indexOf('://') + 3)

const formHint = (prefix: string, parse: Parse, input: string): Bilingual => {
  const slashless = /^(?:https?|wss?|udp|tcp):\/?(?!\/)(.*)$/is.exec(input)?.[1]
  const corrected = slashless === undefined ? undefined : writeAs(parse, `${prefix}${slashless}`)
  if (corrected !== undefined) return corrected
  const [host = '', ...ports] = hostPart(input).split(':')
  const label = labelHint(host)
  if (label !== undefined) return label
  if (ports.length > 0 && host !== '')
    return bilingual(
      'Remove ":" and what follows it, or give one port number after it where the list takes ports.',
      '请删除“:”及其后内容；若该列表允许端口，“:”之后只能是一个端口号。',
    )
  return hintOf('not-a-domain', `${prefix}www.example.com`)
}

const firstForeign = (input: string): string | undefined => {
  for (const character of input)
    if (!structural.test(character) && (invisible.test(character) || foreignCharacter(character) !== undefined))
      return character
  const read = foreignCharacter(hostPart(input).replace(/[:/?#\\].*$/s, ''))
  return read !== undefined && !structural.test(read) ? read : undefined
}

/**
 * Says how to fix a domain that broke a rule: names the character that is in the way, and what to write instead only where
 * that would be taken. `prefix` is how domains of the kind begin, `parse` what the list takes.
 */
export const domainHint = (prefix: string, parse: Parse, input: string, rule: Rule): Bilingual => {
  if (rule === 'forbidden-host')
    return hintOf(
      rule,
      hostPart(input)
        .replace(/[:/].*$/s, '')
        .toLowerCase(),
    )
  if (rule !== 'hidden-character' && rule !== 'not-a-domain' && rule !== 'wrong-scheme')
    return hintOf(rule, `${prefix}www.example.com`)
  const foreign = firstForeign(input)
  if (foreign !== undefined) return both(characterHint(parse, input, foreign), hiddenRest(rule))
  return rule === 'wrong-scheme' ? schemeHint(prefix, parse, input) : formHint(prefix, parse, input)
}

// Another scheme may hide another mistake; then that one is reported, and not a spelling that would be refused again.
const schemeHint = (prefix: string, parse: Parse, input: string): Bilingual => {
  const corrected = `${prefix}${hostPart(input)}`
  const taken = parse(corrected)
  if (E.isRight(taken)) return hintOf('wrong-scheme', taken.right)
  return taken.left === 'wrong-scheme'
    ? hintOf('not-a-domain', `${prefix}www.example.com`)
    : domainHint(prefix, parse, corrected, taken.left)
}

// A character that does not show can only be found by typing the whole anew.
const hiddenRest = (rule: Rule): Bilingual | undefined =>
  rule === 'hidden-character'
    ? bilingual('Retype the domain if it cannot be seen.', '看不出时请重新手工输入域名。')
    : undefined
