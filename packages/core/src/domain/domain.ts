import * as E from 'fp-ts/lib/Either.js'
import { canonicalHost, plainHost } from './host.js'
import { type Kind, type Scheme, schemes } from './kind.js'
import { domainHint } from './domain-hint.js'
import { type Refusal, type Rule, refusalWith } from '../error/refusal.js'

/**
 * A domain in canonical form: scheme of its kind, lower case, punycode, no path, no trailing dot or slash, and no default
 * port where the vendor takes a domain with it for the same as one without (`ListLimits.defaultPort`). The form is for
 * comparing: what a vendor lists in another spelling is sent back in that spelling.
 *
 * `https://www.example.com`, `wss://www.example.com:8443`; a bare `www.example.com` for the kind `any`.
 */
export type Domain = string

/**
 * What a list allows in a domain beyond its form.
 */
export interface DomainRules {
  /** Whether a port other than the scheme's own may be named. */
  readonly ports: boolean
  /** Hosts that the vendor refuses, in canonical form. */
  readonly forbiddenHosts: ReadonlyArray<string>
  /** Whether `https://a` and `https://a:443` are one entry (`dropped`, the default) or two (`kept`). */
  readonly defaultPort?: 'dropped' | 'kept'
  /** Whether kinds of `https://` also take `http://`. Default false. */
  readonly http?: boolean
}

interface Parts {
  readonly scheme: string
  readonly host: string
  readonly port: string
}

// White space, controls, and characters that do not show: a pasted zero-width space looks like a right domain.
const hidden = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u
const plain = /^[\x21-\x7e]*$/

// How an entry may begin: with the scheme of its kind, or with http where the list takes that too.
type Written = Scheme | 'http'

const prefixes: Readonly<Record<Written, string>> = {
  http: 'http://',
  https: 'https://',
  wss: 'wss://',
  udp: 'udp://',
  tcp: 'tcp://',
  none: '',
}

const defaultPort = (scheme: Written): number | undefined => {
  if (scheme === 'udp' || scheme === 'tcp') return undefined
  return scheme === 'http' ? 80 : 443
}

const takesScheme = (kind: Kind, scheme: string): boolean =>
  scheme === '' || (kind === 'any' ? ['https', 'wss', 'udp', 'tcp'].includes(scheme) : scheme === schemes[kind])

const brokenRest = (rest: string): Rule | undefined => {
  const end = rest.search(/[/?#\\]/)
  const authority = end === -1 ? rest : rest.slice(0, end)
  if (authority.includes('@')) return 'user-info'
  if (end === -1) return undefined
  const sign = rest[end]
  if (sign === '?') return 'query'
  if (sign === '#') return 'fragment'
  if (rest.includes('?')) return 'query'
  if (rest.includes('#')) return 'fragment'
  return 'path'
}

const ipv6 = /^\[[0-9a-f:.]*:[0-9a-f:.]*\]/i

const split = (input: string): E.Either<Rule, Parts> => {
  const mark = input.indexOf('://')
  if (mark === 0) return E.left('wrong-scheme')
  const scheme = mark === -1 ? '' : input.slice(0, mark).toLowerCase()
  const full = mark === -1 ? input : input.slice(mark + 3)
  const rest = full.endsWith('/') ? full.slice(0, -1) : full
  const broken = brokenRest(rest)
  if (broken !== undefined) return E.left(broken)
  if (rest.startsWith('[')) return E.left(ipv6.test(rest) ? 'ip-address' : 'not-a-domain')
  const colon = rest.indexOf(':')
  if (colon === -1) return E.right({ scheme, host: rest, port: '' })
  const port = rest.slice(colon + 1)
  return /^[0-9]{1,5}$/.test(port) ? E.right({ scheme, host: rest.slice(0, colon), port }) : E.left('not-a-domain')
}

const canonicalPort = (scheme: Written, rules: DomainRules, port: string): E.Either<Rule, string> => {
  if (port === '') return E.right('')
  const number = Number(port)
  if (number < 1 || number > 65535) return E.left('port-out-of-range')
  // A list that takes no port cannot tell the default one apart.
  if (number === defaultPort(scheme) && !(rules.ports && rules.defaultPort === 'kept')) return E.right('')
  return rules.ports ? E.right(`:${number}`) : E.left('port-not-allowed')
}

const breach = (input: string): Rule | undefined => {
  if (input === '') return 'empty'
  if (!plain.test(input) && hidden.test(input)) return 'hidden-character'
  return undefined
}

/**
 * Gives the canonical form of a domain of a kind, or the rule that it breaks.
 */
export const canonicalDomain = (kind: Kind, rules: DomainRules, input: string): E.Either<Rule, Domain> => {
  const scheme = schemes[kind]
  const prefix = prefixes[scheme]
  const bare = input.startsWith(prefix) ? input.slice(prefix.length) : input
  // Nearly every domain is canonical as it stands, or with the scheme of its kind.
  if (plainHost.test(bare))
    return rules.forbiddenHosts.includes(bare) ? E.left('forbidden-host') : E.right(`${prefix}${bare}`)
  const broken = breach(input)
  if (broken !== undefined) return E.left(broken)
  const parts = split(input)
  if (E.isLeft(parts)) return parts
  const isHttp = rules.http === true && scheme === 'https' && parts.right.scheme === 'http'
  if (!isHttp && !takesScheme(kind, parts.right.scheme)) return E.left('wrong-scheme')
  const written = isHttp ? 'http' : scheme
  const host = canonicalHost(parts.right.host)
  if (E.isLeft(host)) return host
  if (rules.forbiddenHosts.includes(host.right)) return E.left('forbidden-host')
  const port = canonicalPort(written, rules, parts.right.port)
  return E.isLeft(port) ? port : E.right(`${prefixes[written]}${host.right}${port.right}`)
}

/**
 * Says which rule a text breaks that is to be a domain of a kind, and how to fix it.
 */
export const domainRefusal = (kind: Kind, rules: DomainRules, input: string, rule: Rule): Refusal => {
  const parse = (text: string) => canonicalDomain(kind, rules, text)
  return refusalWith(kind, input, rule, domainHint(prefixes[schemes[kind]], parse, input, rule))
}

/**
 * Gives the canonical form of a domain of a kind, or a refusal that names the rule and the hint.
 *
 * A bare host is completed with the scheme of its kind. Nothing else is repaired: a path, a port where none is allowed or
 * a wrong scheme may mean that the wrong thing was pasted.
 */
export const parseDomain =
  (kind: Kind, rules: DomainRules) =>
  (input: string): E.Either<Refusal, Domain> => {
    const result = canonicalDomain(kind, rules, input)
    return E.isRight(result) ? result : E.left(domainRefusal(kind, rules, input, result.left))
  }

// A loop: the pattern `[\s/]+$` takes the square of the time on a reply with many slashes that are not at its end.
const withoutSlashes = (text: string): string => {
  let end = text.length
  while (end > 0 && /[\s/]/.test(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

/**
 * Reads a domain as a vendor lists it: in canonical form where it has one, else just lower-cased without slashes at its end.
 *
 * Never refuses: a list may hold what the rules of today forbid, and it must be seen all the same. A scheme that is there is
 * kept even where it is not the kind's own (Baidu's documents show `wss://` in download lists, docs/vendors/baidu.md B.1.1).
 * `rules` say what the list tells apart: its default port, and `http`.
 */
export const readDomain = (
  kind: Kind,
  listed: string,
  { ports = true, defaultPort, http }: Partial<Omit<DomainRules, 'forbiddenHosts'>> = {},
): Domain => {
  const text = withoutSlashes(listed.trim())
  const kept = ports && defaultPort === 'kept' ? 'kept' : 'dropped'
  const result = canonicalDomain(
    kind,
    { ports: true, forbiddenHosts: [], defaultPort: kept, http: http === true },
    text,
  )
  return E.isRight(result) ? result.right : text.toLowerCase()
}

/**
 * Gives the host of a domain, without scheme and port.
 */
export const hostOf = (domain: Domain): string => withoutPort(withoutScheme(domain))

const withoutPort = (authority: string): string => authority.replace(/:[0-9]*$/, '')

/**
 * Gives a domain without its scheme: `www.example.com:8443`.
 */
export const withoutScheme = (domain: Domain): string => {
  const mark = domain.indexOf('://')
  return mark === -1 ? domain : domain.slice(mark + 3)
}
