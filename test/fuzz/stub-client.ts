import { type Call } from '../../packages/core/src/adapter.js'
import { type Reply, type VendorClient, redaction } from '../../packages/http/src/index.js'

/** A reply with this body. */
const replyOf = (status: number, text: string): Reply => ({
  status,
  header: () => undefined,
  bytes: Buffer.from(text),
  text,
})

/** A client that sends nothing: every call is answered with the body that was put in last. */
export interface StubClient extends VendorClient {
  readonly answerWith: (status: number, text: string) => void
}

/** Makes a client that sends nothing. */
export const stubClient = (): StubClient => {
  let reply = replyOf(200, '')
  return {
    answerWith: (status, text) => {
      reply = replyOf(status, text)
    },
    send: (call, _, reading) => () => Promise.resolve(reading(reply, { call, redact: redaction(['secret-token']) })),
    close: () => Promise.resolve(),
  }
}

/** A call to read replies for. */
export const callTo = (vendor: string, operation: string): Call => ({
  vendor,
  operation,
  subject: 'app wx-app-1',
  target: { _tag: 'App', appId: 'wx-app-1' },
})
