import { createHmac } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'

/**
 * What a receiver got and took.
 */
export interface Taken {
  readonly text: string
  readonly headers: Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
}

/**
 * What a receiver does instead of what it should, once for each entry, in this order.
 */
export type Mishap = { readonly status: number; readonly body?: string; readonly after?: string } | 'drop'

/**
 * A receiver on this machine, which checks what it gets as its vendor says (docs/notifications.md).
 */
export interface Receiver {
  readonly url: string
  readonly taken: ReadonlyArray<Taken>
  readonly tries: () => number
}

type Fields = Readonly<Record<string, unknown>>
type Answer = { readonly status: number; readonly body: unknown; readonly text?: string }

const isRecord = (input: unknown): input is Fields => typeof input === 'object' && input !== null
const within = (value: unknown, key: string): unknown => (isRecord(value) ? value[key] : undefined)
const bytes = (text: string): number => Buffer.byteLength(text, 'utf8')
const hmac = (key: string | Buffer, text: string): string => createHmac('sha256', key).update(text).digest('base64')

const open: Array<() => Promise<void>> = []

afterEach(async () => {
  for (const end of open.splice(0)) await end()
})

type Check = (request: {
  readonly url: URL
  readonly headers: IncomingMessage['headers']
  readonly raw: string
}) => Answer

const served = async (path: string, check: Check, mishaps: ReadonlyArray<Mishap> = []): Promise<Receiver> => {
  const taken: Array<Taken> = []
  const queue = [...mishaps]
  let tries = 0
  const answer = (request: IncomingMessage, response: ServerResponse, raw: string): void => {
    tries += 1
    const mishap = queue.shift()
    if (mishap === 'drop') return void request.socket.destroy()
    if (mishap !== undefined) {
      response.writeHead(mishap.status, mishap.after === undefined ? {} : { 'retry-after': mishap.after })
      return void response.end(mishap.body ?? '')
    }
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const { status, body, text } = check({ url, headers: request.headers, raw })
    if (text !== undefined) taken.push({ text, headers: request.headers })
    response.writeHead(status)
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
  const server = createServer((request, response) => {
    let raw = ''
    request.setEncoding('utf8').on('data', (piece: string) => (raw += piece))
    request.on('end', () => answer(request, response, raw))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  open.push(
    () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  )
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}${path}`, taken, tries: () => tries }
}

/**
 * A webhook after Standard Webhooks: the signature within five minutes of a moment.
 */
export const webhookReceiver = (secret: string, now: number, mishaps?: ReadonlyArray<Mishap>): Promise<Receiver> =>
  served(
    '/hook?key=of-the-address',
    ({ headers, raw }) => {
      const { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signatures } = headers
      const isFresh = Math.abs(Number(seconds) * 1000 - now) < 300_000
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
      const wanted = `v1,${hmac(key, `${String(id)}.${String(seconds)}.${raw}`)}`
      if (!isFresh || !String(signatures).split(' ').includes(wanted)) return { status: 401, body: '' }
      return { status: 204, body: '', text: raw }
    },
    mishaps,
  )

/**
 * The group robot of 企业微信: a key in the address, text of at most 2048 bytes.
 */
export const wecomReceiver = (mishaps?: ReadonlyArray<Mishap>): Promise<Receiver> =>
  served(
    '/cgi-bin/webhook/send?key=693a91f6-7xxx',
    ({ url, raw }) => {
      const body: unknown = JSON.parse(raw)
      const text = within(within(body, 'text'), 'content')
      if (url.searchParams.get('key') !== '693a91f6-7xxx')
        return { status: 200, body: { errcode: 93000, errmsg: 'invalid webhook url' } }
      if (within(body, 'msgtype') !== 'text' || typeof text !== 'string')
        return { status: 200, body: { errcode: 40008 } }
      if (bytes(text) > 2048) return { status: 200, body: { errcode: 40058, errmsg: 'exceed max length' } }
      return { status: 200, body: { errcode: 0, errmsg: 'ok' }, text }
    },
    mishaps,
  )

/**
 * The custom robot of 钉钉 with 加签: milliseconds and signature in the query, within an hour of a moment.
 */
export const dingtalkReceiver = (secret: string, now: number, mishaps?: ReadonlyArray<Mishap>): Promise<Receiver> =>
  served(
    '/robot/send?access_token=566cc69da782ec',
    ({ url, raw }) => {
      const ms = url.searchParams.get('timestamp') ?? ''
      const isSigned =
        /^\d{13}$/.test(ms) &&
        Math.abs(Number(ms) - now) < 3_600_000 &&
        url.searchParams.get('sign') === hmac(secret, `${ms}\n${secret}`)
      if (!isSigned) return { status: 200, body: { errcode: 310000, errmsg: 'sign not match' } }
      const body: unknown = JSON.parse(raw)
      const text = within(within(body, 'text'), 'content')
      if (within(body, 'msgtype') !== 'text' || typeof text !== 'string')
        return { status: 200, body: { errcode: 40035 } }
      if (bytes(raw) > 20_000)
        return { status: 200, body: { errcode: 460101, errmsg: 'message too long, exceed 20000 bytes' } }
      return { status: 200, body: { errcode: 0, errmsg: 'ok' }, text }
    },
    mishaps,
  )

/**
 * The custom robot of 飞书 with 签名校验: seconds and signature in the body, within an hour of a moment.
 */
export const feishuReceiver = (secret: string, now: number, mishaps?: ReadonlyArray<Mishap>): Promise<Receiver> =>
  served(
    '/open-apis/bot/v2/hook/xxxxxxxx-of-the-address',
    ({ raw }) => {
      if (bytes(raw) > 20 * 1024) return { status: 200, body: { code: 9499, msg: 'Bad Request', data: {} } }
      const body: unknown = JSON.parse(raw)
      const seconds = within(body, 'timestamp')
      const isSigned =
        typeof seconds === 'string' &&
        Math.abs(Number(seconds) * 1000 - now) < 3_600_000 &&
        within(body, 'sign') === hmac(`${seconds}\n${secret}`, '')
      if (!isSigned)
        return {
          status: 200,
          body: { code: 19021, msg: 'sign match fail or timestamp is not within one hour from current time' },
        }
      const text = within(within(body, 'content'), 'text')
      if (within(body, 'msg_type') !== 'text' || typeof text !== 'string') return { status: 200, body: { code: 9499 } }
      return { status: 200, body: { code: 0, msg: 'success', data: {} }, text }
    },
    mishaps,
  )

/**
 * An incoming webhook of Slack: `ok`, or a word with a status of its own.
 */
export const slackReceiver = (mishaps?: ReadonlyArray<Mishap>): Promise<Receiver> =>
  served(
    '/services/T00000000/B00000000/XXXXXXXXXXXX',
    ({ raw }) => {
      const text = within(JSON.parse(raw), 'text')
      if (typeof text !== 'string') return { status: 400, body: 'invalid_payload' }
      return { status: 200, body: 'ok', text }
    },
    mishaps,
  )
