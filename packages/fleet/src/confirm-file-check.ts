import { type Bilingual, type ConfirmFile, bilingual } from '@mini-domains/core'

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
 * Makes one GET without following redirects. Rejects, or resolves with `undefined`, where no reply came in time.
 */
export type FetchText = (
  url: string,
  limits: { readonly timeoutMs: number; readonly maxBytes: number },
) => Promise<FetchedText | undefined>

/**
 * What is wrong with a confirm file as it is served.
 */
export type ConfirmFileFault =
  | 'no-reply'
  | 'redirect'
  | 'status'
  | 'too-large'
  | 'html'
  | 'empty'
  | 'bom'
  | 'hidden-characters'
  | 'trailing-newline'
  | 'white-space'
  | 'other-content'

/**
 * How a confirm file fared, and what to mend. No fault: the vendor will find it as it should be.
 */
export interface ConfirmFileReport {
  readonly url: string
  readonly faults: ReadonlyArray<{ readonly fault: ConfirmFileFault; readonly mend: Bilingual }>
  readonly ok: boolean
}

const maxBytes = 65_536

const mendOf = (fault: ConfirmFileFault, detail: string): Bilingual => {
  switch (fault) {
    case 'no-reply':
      return bilingual(
        'No reply over HTTPS: check DNS, the certificate and the firewall.',
        'HTTPS 无响应：请检查域名解析、证书与防火墙。',
      )
    case 'redirect':
      return bilingual(
        `Serve the file itself with status 200; now it redirects to ${detail}. Vendors follow no redirects.`,
        `请直接以 200 返回文件；目前跳转到 ${detail}，厂商不跟随跳转。`,
      )
    case 'status':
      return bilingual(
        `Put the file at the root of the domain; now the status is ${detail}.`,
        `请把文件放在域名根目录；目前状态码为 ${detail}。`,
      )
    case 'too-large':
      return bilingual('Serve only the file: this is far too long.', '请只返回校验文件内容：目前内容过长。')
    case 'html':
      return bilingual(
        'Serve the file as plain text; now a web page comes (a catch-all route, or a login page?).',
        '请以纯文本返回文件；目前返回的是网页（可能被前端路由或登录页接管）。',
      )
    case 'empty':
      return bilingual('The file is empty: upload it again in binary mode.', '文件为空：请以二进制方式重新上传。')
    case 'bom':
      return bilingual('Save the file without BOM.', '请将文件另存为不带 BOM 的格式。')
    case 'hidden-characters':
      return bilingual(
        `Remove the characters that do not show (${detail}): download the file again and upload it unchanged.`,
        `请去除不可见字符（${detail}）：重新下载文件，不经编辑直接上传。`,
      )
    case 'trailing-newline':
      return bilingual('Remove the line break at the end of the file.', '请去掉文件末尾的换行。')
    case 'white-space':
      return bilingual('Remove the blanks around the content.', '请去掉内容前后的空白。')
    case 'other-content':
      return bilingual(
        'This is the file of another app, platform or vendor: take the right one.',
        '内容不符：这是其他小程序、平台或厂商的文件，请换成正确的文件。',
      )
  }
}

const found = (fault: ConfirmFileFault, detail = ''): ConfirmFileReport['faults'] => [
  { fault, mend: mendOf(fault, detail) },
]

const hidden = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

const visible = (text: string): string =>
  [...text.matchAll(hidden)]
    .slice(0, 5)
    .map(([character]) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ')

const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

const bare = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .replace(hidden, '')
    .trim()

const contentFaults = (served: string, wanted: string): ConfirmFileReport['faults'] => {
  if (served === wanted) return []
  if (served === '') return found('empty')
  if (bare(served) !== bare(wanted)) return found('other-content')
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
  /html/i.test(contentType ?? '') || /^\s*<(!doctype|html)/i.test(textOf(body.subarray(0, 200)))

// A location may carry a query with a secret; the way without it says enough.
const withoutQuery = (location: string | undefined): string => (location ?? '').replace(/[?#].*$/s, '')

const faultsOf = (reply: FetchedText | undefined, file: ConfirmFile): ConfirmFileReport['faults'] => {
  if (reply === undefined) return found('no-reply')
  if (reply.status >= 300 && reply.status < 400) return found('redirect', withoutQuery(reply.location))
  if (reply.status !== 200) return found('status', String(reply.status))
  const wanted = textOf(file.content)
  if (textOf(reply.body) === wanted && !reply.cut) return []
  if (isPage(reply)) return found('html')
  if (reply.cut) return found('too-large')
  const faults = contentFaults(textOf(reply.body), wanted)
  return faults.length > 0 ? faults : found('other-content')
}

/**
 * Fetches the confirm file of a host as a vendor does, and says what to mend.
 */
export const checkConfirmFile = async (
  host: string,
  file: ConfirmFile,
  fetchText: FetchText,
  timeoutMs = 10_000,
): Promise<ConfirmFileReport> => {
  const url = `https://${host}/${encodeURIComponent(file.name)}`
  const reply = await fetchText(url, { timeoutMs, maxBytes }).catch(() => undefined)
  const faults = faultsOf(reply, file)
  return { url, faults, ok: faults.length === 0 }
}
