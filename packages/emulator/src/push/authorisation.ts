import type { VendorModel } from '../state/model.js'
import type { Push, PushAnswer, PushOrder, PushVariant } from './push.js'

/** The vendor's side of authorisation: what merchants do, and the pushes that tell the platform. */
export interface Authorisation {
  /** A merchant authorises the platform (again): gives the code that the event carries. A missing app is created. */
  readonly authorise: (appId: string) => string
  /** A merchant takes the authorisation back. Throws when there is no such app. */
  readonly deauthorise: (appId: string) => void
  /** Builds a push without sending it. What a genuine one tells takes place at the vendor. */
  readonly build: (order: PushOrder) => Push
  /** Builds a push and sends it. Rejects when nobody answers within five seconds. */
  readonly push: (url: string, order: PushOrder) => Promise<PushAnswer>
  /** Pushes a new ticket. */
  readonly pushTicket: (url: string, variant?: PushVariant) => Promise<PushAnswer>
  /** Sends a push as it is: the same one twice is a replay. */
  readonly send: (url: string, push: Push) => Promise<PushAnswer>
  /** Sends the push built last once more. Throws when there was none. */
  readonly resend: (url: string) => Promise<PushAnswer>
}

const answerWithin = 5000

const send = async (url: string, { query, headers, body }: Push): Promise<PushAnswer> => {
  const target = new URL(url)
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value)
  const signal = AbortSignal.timeout(answerWithin)
  const response = await fetch(target, { method: 'POST', headers, body, signal, redirect: 'manual' })
  return { status: response.status, body: await response.text() }
}

/** Makes a vendor's side of authorisation around its rules. */
export const createAuthorisation = <S, P>(model: VendorModel<S, P>, clock: () => number): Authorisation => {
  let last: Push | undefined
  const noApp = (appId: string | undefined): RangeError =>
    new RangeError(`emulator authorisation: no app ${JSON.stringify(appId ?? '')}`)
  const build = (order: PushOrder): Push => {
    const push = model.pushOf(order, clock())
    if (push === undefined) throw noApp(order.appId)
    last = push
    return push
  }
  const push = async (url: string, order: PushOrder): Promise<PushAnswer> => send(url, build(order))
  return {
    authorise: (appId) => model.authorise(appId, clock()),
    deauthorise: (appId) => {
      if (!model.deauthorise(appId)) throw noApp(appId)
    },
    build,
    push,
    pushTicket: (url, variant) => push(url, variant === undefined ? { event: 'ticket' } : { event: 'ticket', variant }),
    send,
    resend: async (url) => {
      if (last === undefined) throw new RangeError('emulator authorisation: nothing was pushed yet')
      return send(url, last)
    },
  }
}
