import { domainToUnicode } from 'node:url'
import { type LawNumber } from '../../packages/conformance/src/index.js'
import { type Mutant } from './mutant.js'
import { type Answered, type Sent, type Tap, wireTap } from './wire-tap.js'

const mutant = (law: LawNumber, name: string, tap: () => Tap, vendor: Mutant['vendor'] = 'wechat'): Mutant => ({
  name,
  law,
  vendor,
  options: { between: (baseUrl) => wireTap(tap())(baseUrl) },
})

const actionOf = ({ path, body }: Sent): string => /"?action"?[:=]"?([a-z]+)/.exec(`${path} ${body}`)?.[1] ?? ''

const isWrite = (sent: Sent): boolean => ['add', 'delete', 'set'].includes(actionOf(sent))

const told =
  (alter: (text: string, sent: Sent, answer: Answered) => string): (() => Tap) =>
  () =>
  async (sent, pass) => {
    const answer = await pass(sent)
    const text = answer.body.toString()
    const altered = alter(text, sent, answer)
    return altered === text ? answer : { ...answer, body: Buffer.from(altered) }
  }

const asked =
  (alter: (body: string, sent: Sent) => string): (() => Tap) =>
  () =>
  (sent, pass) =>
    pass({ ...sent, body: alter(sent.body, sent) })

/** What an answer of a status is taken for, whatever stands in it. */
const statusIs =
  (status: number, text: string, isMeant: (sent: Sent) => boolean = () => true): (() => Tap) =>
  () =>
  async (sent, pass) => {
    const answer = await pass(sent)
    if (answer.status !== status || !isMeant(sent)) return answer
    return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) }
  }

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Takes the answer to the first of something for that to all. */
const keyed = (keyOf: (sent: Sent) => string | undefined, lasts: boolean) => (): Tap => {
  const known = new Map<string, Promise<Answered>>()
  return (sent, pass) => {
    const key = keyOf(sent)
    if (key === undefined) return pass(sent)
    const found = known.get(key)
    if (found !== undefined) return found
    const begun = pass(sent)
    known.set(key, begun)
    const end = (): void => void (lasts ? undefined : known.delete(key))
    begun.then(end, end)
    return begun
  }
}

const lists = /"(?:requestdomain|wsrequestdomain|uploaddomain|downloaddomain|udpdomain|tcpdomain|webviewdomain)":/

const filledIn = (text: string, fields: ReadonlyArray<string>): string =>
  lists.test(text)
    ? fields.reduce(
        (whole, field) => (whole.includes(`"${field}"`) ? whole : whole.replace(/\}\s*$/, `,"${field}":[]}`)),
        text,
      )
    : text

const strings = (text: string): ReadonlyArray<string> => text.match(/"[^"]*"/g) ?? []

/** Alters the entries of each array of text, by their place in it. */
const entries = (text: string, alter: (entry: string, index: number) => string | undefined): string =>
  text.replace(
    /\[("[^\]]*)\]/g,
    (_, inner: string) =>
      `[${strings(inner)
        .flatMap((each, index) => alter(each, index) ?? [])
        .join(',')}]`,
  )

const formEntries = (body: string, alter: (entry: string, index: number) => string | undefined): string => {
  const form = new URLSearchParams(body)
  for (const [name, value] of [...form])
    if (name.endsWith('domain'))
      form.set(
        name,
        value
          .split(',')
          .flatMap((each, index) => alter(each, index) ?? [])
          .join(','),
      )
  return form.toString()
}

/** Lets one write in the place of every two. */
const chunked =
  (size: number): (() => Tap) =>
  () =>
  async (sent, pass) => {
    if (actionOf(sent) !== 'add') return pass(sent)
    const first = entries(sent.body, (each, index) => (index < size ? each : undefined))
    const second = entries(sent.body, (each, index) => (index < size ? undefined : each))
    const answer = await pass({ ...sent, body: first })
    if (first === sent.body || !answer.body.includes('"errcode":0')) return answer
    const other = await pass({ ...sent, body: second })
    return other.body.includes('"errcode":0') ? other : answer
  }

/** Adapters that read or write something wrong on the wire: envelopes, statuses, kinds left out, what stands behind the first. */
export const tellingWireMutants: ReadonlyArray<Mutant> = [
  mutant(
    7,
    'reads a code of null as success',
    told((text) => text.replace(/"errcode":\s*null/, '"errcode":0')),
  ),
  mutant(
    7,
    'reads a code of true or false',
    told((text) => text.replace(/"errcode":\s*(?:true|false)/, '"errcode":0')),
  ),
  mutant(
    7,
    'reads null in place of a list as none',
    told((text) => text.replace(/(domain"):\s*null/g, '$1:[]')),
  ),
  mutant(
    7,
    'drops what is no text in a list',
    told((text) =>
      text
        .replace(/(\[|,)\s*(?:null|true|false|-?\d+)(?=\s*[,\]])/g, '$1')
        .replace(/\[,+/g, '[')
        .replace(/,+\]/g, ']')
        .replace(/,,+/g, ','),
    ),
  ),
  mutant(
    7,
    'reads numbers in a list as text',
    told((text) => text.replace(/(\[|,)\s*(\d+)(?=\s*[,\]])/g, '$1"$2"')),
  ),
  mutant(
    7,
    'reads an object in place of a list',
    told((text) => text.replace(/(domain"):\s*\{[^{}]*\}/g, '$1:[]')),
  ),
  mutant(
    7,
    'reads a kind that was left out as empty',
    told((text) => filledIn(text, ['requestdomain', 'wsrequestdomain', 'uploaddomain', 'downloaddomain'])),
  ),
  mutant(
    7,
    'reads udp and tcp that were left out as empty',
    told((text) => filledIn(text, ['udpdomain', 'tcpdomain'])),
  ),
  mutant(
    7,
    'reads a kind that was left out as empty, at Baidu',
    told((text) =>
      text.replace(
        /"data":\{([^{}]*)\}/,
        (_, inner: string) =>
          `"data":{${['request_domain', 'socket_domain', 'download_domain', 'upload_domain'].reduce((all, field) => (all.includes(field) ? all : `${all}${all === '' ? '' : ','}"${field}":""`), inner)}}`,
      ),
    ),
    'baidu',
  ),
  mutant(
    7,
    'reads no data as an empty list',
    told((text) =>
      text.replace(
        /"data":(?:null|""|\[\]|\{\})/,
        '"data":{"request_domain":"","socket_domain":"","download_domain":"","upload_domain":"","web_view_domain":""}',
      ),
    ),
    'baidu',
  ),
  mutant(
    8,
    'takes a page of 401 for a refused token',
    statusIs(401, '{"errcode":40001,"errmsg":"invalid credential"}'),
  ),
  mutant(
    8,
    'takes a page of 403 for a permission that lacks',
    statusIs(403, '{"errcode":48001,"errmsg":"api unauthorized"}'),
  ),
  mutant(
    8,
    'takes a page of 429 for a limit of the vendor',
    statusIs(429, '{"errcode":45009,"errmsg":"reach max api daily quota limit"}'),
  ),
  mutant(8, 'takes a page of 413 for a limit of the list', statusIs(413, '{"errcode":85016,"errmsg":"exceed"}')),
  mutant(
    7,
    'takes a page of 404 for a list with nothing in it',
    statusIs(
      404,
      '{"errcode":0,"requestdomain":[],"wsrequestdomain":[],"uploaddomain":[],"downloaddomain":[],"webviewdomain":[]}',
    ),
  ),
  mutant(8, 'takes a page of 400 for a format', statusIs(400, '{"errcode":86101,"errmsg":"format"}')),
  mutant(8, 'takes nothing with 204 for success', statusIs(204, '{"errcode":0,"errmsg":"ok"}')),
  mutant(8, 'takes a page of 502 for a refusal', statusIs(502, '{"errcode":45011,"errmsg":"slower"}')),
  mutant(8, 'takes a page of 503 for a refusal', statusIs(503, '{"errcode":45011,"errmsg":"slower"}')),
  mutant(8, 'takes a page of 504 for a refusal', statusIs(504, '{"errcode":45011,"errmsg":"slower"}')),
  mutant(8, 'takes a page of 500 for a refusal', statusIs(500, '{"errcode":45011,"errmsg":"slower"}')),
  mutant(8, 'sends a write again after a page of 502', () => async (sent, pass) => {
    const answer = await pass(sent)
    return answer.status === 502 && isWrite(sent) ? pass(sent) : answer
  }),
  mutant(8, 'sends a write again after a page of 503', () => async (sent, pass) => {
    const answer = await pass(sent)
    return answer.status === 503 && isWrite(sent) ? pass(sent) : answer
  }),
  mutant(8, 'sends a write again after a page of 401', () => async (sent, pass) => {
    const answer = await pass(sent)
    return answer.status === 401 && isWrite(sent) ? pass(sent) : answer
  }),
  mutant(8, 'believes a success with the status of an error', () => async (sent, pass) => {
    const answer = await pass(sent)
    return answer.status >= 400 && answer.body.includes('"errcode":0') ? { ...answer, status: 200 } : answer
  }),
  mutant(
    12,
    'reads codes only where the status is good',
    () => async (sent, pass) => {
      const answer = await pass(sent)
      return answer.status >= 400 && isJson(answer.body.toString())
        ? { ...answer, body: Buffer.from('<html></html>') }
        : answer
    },
    'baidu',
  ),
  mutant(
    14,
    'shares what is under way by path alone',
    keyed((sent) => (actionOf(sent) === 'get' ? sent.path.replace(/\?.*/, '') : undefined), false),
  ),
  mutant(
    14,
    'shares writes under way that are alike',
    keyed((sent) => (isWrite(sent) ? `${sent.path.replace(/\?.*/, '')} ${sent.body}` : undefined), false),
  ),
  mutant(
    13,
    'keeps what is effective by path',
    keyed((sent) => (sent.path.includes('effective') ? sent.path.replace(/\?.*/, '') : undefined), true),
  ),
  mutant(4, 'writes fifty at a time and tells of the last fifty', chunked(50)),
  mutant(
    4,
    'reads the first that is invalid',
    told((text) => text.replace(/("(?:invalid_\w+|no_icp_domain)":\["[^"]*")[^\]]*\]/g, '$1]')),
  ),
  mutant(
    4,
    'reads no_icp_domain as invalid',
    told((text) => text.replace(/"no_icp_domain":\[/, '"invalid_requestdomain":[')),
  ),
  mutant(
    1,
    'writes ports of the first domain only',
    asked((body) => entries(body, (each, index) => (index === 0 ? each : each.replace(/:\d+"$/, '"')))),
  ),
  mutant(
    1,
    'writes domains of sockets without port',
    asked((body) => body.replace(/(wss:\/\/[^":]*):\d+"/g, '$1"')),
  ),
  mutant(
    1,
    'writes a port of 443 as none',
    asked((body) => body.replaceAll(':443"', '"')),
  ),
  mutant(
    1,
    'writes names in Chinese and not in punycode',
    asked((body) => body.replace(/xn--[^":/]+/g, (name) => domainToUnicode(name))),
  ),
  mutant(
    1,
    'writes names in Chinese and not in punycode, at Baidu',
    asked((body) => formEntries(body, (each) => each.replace(/xn--[^:/]+/, (name) => domainToUnicode(name)))),
    'baidu',
  ),
  mutant(
    4,
    'writes no more than twenty',
    asked((body, sent) => (isWrite(sent) ? formEntries(body, (each, index) => (index < 20 ? each : undefined)) : body)),
    'baidu',
  ),
  mutant(
    4,
    'writes no more than a hundred',
    asked((body, sent) => (isWrite(sent) ? entries(body, (each, index) => (index < 100 ? each : undefined)) : body)),
  ),
  mutant(
    16,
    'deletes in small letters',
    asked((body, sent) => (actionOf(sent) === 'delete' ? body.toLowerCase() : body)),
  ),
  mutant(
    16,
    'deletes without the slash at the end',
    asked((body, sent) => (actionOf(sent) === 'delete' ? body.replaceAll('/"', '"') : body)),
  ),
  mutant(
    16,
    'sets in small letters',
    asked((body, sent) => (actionOf(sent) === 'set' ? body.toLowerCase() : body)),
  ),
  mutant(
    16,
    'sets without the slash at the end',
    asked((body, sent) => (actionOf(sent) === 'set' ? body.replaceAll('/"', '"') : body)),
  ),
  mutant(
    1,
    'deletes the default port with its entry',
    asked((body, sent) => (actionOf(sent) === 'delete' ? body.replaceAll(':443"', '"') : body)),
  ),
  mutant(
    14,
    'takes two writes of the same for one',
    keyed((sent) => (isWrite(sent) ? `${sent.path} ${sent.body}` : undefined), true),
  ),
  mutant(14, 'says after a hang-up what the last write said', () => {
    const last = new Map<string, Answered>()
    return async (sent, pass) => {
      if (!isWrite(sent)) return pass(sent)
      try {
        const answer = await pass(sent)
        last.set(sent.path, answer)
        return answer
      } catch (error) {
        const known = last.get(sent.path)
        if (known !== undefined) return known
        throw error
      }
    }
  }),
  mutant(11, 'sends the token of one app with the calls of another', () => {
    let first: string | undefined
    const pattern = /access_token=([^&]*)/
    return (sent, pass) => {
      if (sent.path.startsWith('/cgi-bin')) return pass(sent)
      first ??= pattern.exec(sent.path)?.[1]
      return pass(first === undefined ? sent : { ...sent, path: sent.path.replace(pattern, `access_token=${first}`) })
    }
  }),
]
