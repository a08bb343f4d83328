import { type Bilingual, type ConfirmFile } from '@mini-domains/core'
import { type ConfirmFileFault, hintOf } from './confirm-file-hint.js'
import { type FetchFault, fetchFault } from './fetch-fault.js'
import { codePointName } from '../report/visible-text.js'

export { type ConfirmFileFault } from './confirm-file-hint.js'
export { type FetchFault } from './fetch-fault.js'

/**
 * What a GET gave, before any redirect was followed.
 */
export interface FetchedText {
  readonly status: number
  /** The `location` header of a redirect. */
  readonly location?: string
  readonly contentType?: string
  /** The body as it came, at most `maxBytes` of it. */
  readonly body: Uint8Array
  /** There was more than `maxBytes`. */
  readonly cut: boolean
}

/**
 * Makes one GET without following redirects. Where no reply came it rejects, with what `fetch` of Node throws (its codes tell DNS,
 * connection and certificate apart), or resolves with `undefined`.
 */
export type FetchText = (
  url: string,
  limits: { readonly timeoutMs: number; readonly maxBytes: number },
) => Promise<FetchedText | undefined>

/**
 * How a confirm file fared, and what to fix. No fault: the vendor will find it as it should be.
 */
export interface ConfirmFileReport {
  readonly url: string
  readonly faults: ReadonlyArray<{ readonly fault: ConfirmFileFault; readonly hint: Bilingual }>
  readonly ok: boolean
}

const maxBytes = 65_536

const found = (fault: ConfirmFileFault, detail = ''): ConfirmFileReport['faults'] => [
  { fault, hint: hintOf(fault, detail) },
]

const hidden = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

const visible = (text: string): string =>
  [...text.matchAll(hidden)]
    .slice(0, 5)
    .map(([character]) => codePointName(character))
    .join(' ')

const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

const bare = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .replace(hidden, '')
    .trim()

// What vendors give as content is one word of letters and digits.
const word = /^[\w.+/=-]{6,256}$/

const otherContent = (served: string, wanted: string): ConfirmFileReport['faults'] => {
  const [here, there] = [bare(served), bare(wanted)]
  const isPart = here.length * 2 >= there.length && there.includes(here)
  if (there !== '' && (here.includes(there) || isPart || here.toLowerCase() === there.toLowerCase()))
    return found('altered')
  return found(word.test(here) ? 'other-content' : 'no-confirm-file')
}

const contentFaults = (served: string, wanted: string): ConfirmFileReport['faults'] => {
  if (served === wanted) return []
  if (served === '') return found('empty')
  if (bare(served) !== bare(wanted)) return otherContent(served, wanted)
  const rest = served.replace(/^\uFEFF/, '').replace(/(\r?\n)+$/, '')
  const signs = rest.trim().replace(/[\t\r\n]/g, '')
  return [
    ...(served.startsWith('\uFEFF') ? found('bom') : []),
    ...(/\n$/.test(served) && !/\n$/.test(wanted) ? found('trailing-newline') : []),
    ...(rest !== rest.trim() ? found('white-space') : []),
    ...(signs.search(hidden) !== -1 && visible(signs) !== visible(wanted)
      ? found('hidden-characters', visible(signs))
      : []),
  ]
}

const isPage = ({ contentType, body }: FetchedText): boolean =>
  /html/i.test(contentType ?? '') || /^\s*<(!doctype|html|head|body)/i.test(textOf(body.subarray(0, 200)))

const isJson = ({ contentType, body }: FetchedText): boolean =>
  /json/i.test(contentType ?? '') || /^\s*(\{\s*["}]|\[\s*[[{"\]])/.test(textOf(body.subarray(0, 200)))

const startsWith = (body: Uint8Array, ...bytes: ReadonlyArray<number>): boolean =>
  bytes.every((byte, index) => body[index] === byte)

// A location may carry a query with a secret, or a user; the way without them says enough.
const withoutQuery = (location: string | undefined): string =>
  (location ?? '').replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//')

const statusFault = (status: number): 'forbidden' | 'busy' | 'status' => {
  if (status === 401 || status === 403 || status === 407 || status === 451) return 'forbidden'
  return status === 408 || status === 425 || status === 429 || status >= 500 ? 'busy' : 'status'
}

const faultsOf = (reply: FetchedText, file: ConfirmFile): ConfirmFileReport['faults'] => {
  const { status, body, cut } = reply
  const isRedirect = status >= 300 && status < 400 && withoutQuery(reply.location) !== ''
  if (isRedirect) return found('redirect', withoutQuery(reply.location))
  if (status !== 200) return found(statusFault(status), String(status))
  const wanted = textOf(file.content)
  const served = textOf(body)
  if (served === wanted && !cut) return []
  if (startsWith(body, 0x1f, 0x8b) || startsWith(body, 0x50, 0x4b, 3, 4)) return found('compressed')
  if (startsWith(body, 0xff, 0xfe) || startsWith(body, 0xfe, 0xff)) return found('bom')
  if (isPage(reply)) return found('html')
  if (cut) return found('too-large')
  if (bare(served) !== bare(wanted) && isJson(reply)) return found('json')
  const faults = contentFaults(served, wanted)
  return faults.length > 0 ? faults : found('altered')
}

// A host and perhaps a port, and nothing by which an address would lead elsewhere.
const isHost = (host: string): boolean => /^[^\s/?#@\\]+$/.test(host) && URL.canParse(`https://${host}/`)

/**
 * Fetches the confirm file of a host as a vendor does, and says what to fix. What is no host is reported, and nothing is fetched.
 */
export const checkConfirmFile = async (
  host: string,
  file: ConfirmFile,
  fetchText: FetchText,
  timeoutMs = 10_000,
): Promise<ConfirmFileReport> => {
  const url = `https://${host}/${encodeURIComponent(file.name)}`
  if (!isHost(host)) return { url, faults: found('address'), ok: false }
  const fetched = await fetchText(url, { timeoutMs, maxBytes }).then(
    (reply): FetchedText | FetchFault => reply ?? 'no-reply',
    fetchFault,
  )
  const faults = typeof fetched === 'string' ? found(fetched) : faultsOf(fetched, file)
  return { url, faults, ok: faults.length === 0 }
}
