import { timingSafeEqual } from 'node:crypto'
import { isObject } from '../json.js'
import type { Call, Reply } from './call.js'

const loopbackHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?$/i

const refusal = (status: number, problem: string): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ ok: false, problems: [problem] }),
})

const isSame = (given: string, expected: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}

// Asked of what was parsed: the name of a key may be written with escapes.
const namesPushUrl = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.some(namesPushUrl)
  return isObject(value) && Object.entries(value).some(([key, inner]) => key === 'pushUrl' || namesPushUrl(inner))
}

// These send a request to an address that the caller names, now or later.
const reachesOut = (command: string, value: unknown): boolean =>
  command === 'push' || command === 'resend' || (command === 'seed' && namesPushUrl(value))

/**
 * Refuses a call of the control API that a web page could have a browser make: a host that is not this machine (a name that was
 * bound to it anew), an origin of its own, a body that needs no leave to be sent across origins. What makes the emulator send
 * requests needs the control token besides.
 */
export const refusedControl = (
  { headers, body }: Call,
  command: string,
  value: unknown,
  token: string,
): Reply | undefined => {
  const host = headers['host'] ?? ''
  if (!loopbackHost.test(host)) return refusal(403, 'host: expected 127.0.0.1, localhost or [::1]')
  const { origin } = headers
  if (origin !== undefined && origin !== `http://${host}`) return refusal(403, 'origin: expected none, or this server')
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (body !== '' && type !== 'application/json') return refusal(415, 'content-type: expected application/json')
  if (reachesOut(command, value) && !isSame(headers['authorization'] ?? '', `Bearer ${token}`))
    return refusal(401, 'authorization: expected Bearer and the control token, which the start line tells')
  return undefined
}
