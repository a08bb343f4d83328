import { type Evidence } from '@mini-domains/core/adapter'
import { type ReplyContext, type Reply, excerptOf } from '@mini-domains/http'

const keys = ['request_id', 'trace_id', 'log_id']

// An id of 64 bits does not fit into a number of JavaScript, so its digits are taken from the text.
const digits = (key: string, value: number, text: string): string => {
  if (Number.isSafeInteger(value)) return String(value)
  return new RegExp(`"${key}"\\s*:\\s*([0-9]+)`).exec(text)?.[1] ?? String(value)
}

const inBody = (body: Readonly<Record<string, unknown>>, text: string): string | undefined => {
  for (const key of keys) {
    const value = body[key]
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'number') return digits(key, value, text)
  }
  return undefined
}

/**
 * Finds the vendor's id of a request: in the body, else in the trace header (docs/vendors/baidu.md B.0, B.0.1).
 */
export const requestIdOf = (
  body: Readonly<Record<string, unknown>>,
  reply: Reply,
  context: ReplyContext,
): Pick<Evidence, 'requestId'> => {
  const id = inBody(body, reply.text) ?? reply.header('x-b3-traceid')
  return id === undefined || id === '' ? {} : { requestId: excerptOf(context.redact, id) }
}
