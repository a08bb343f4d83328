import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

/**
 * What a service says of itself to what runs it.
 */
export interface ServiceState {
  /** Why it cannot do its work now, in a word or two; `undefined` where it can. */
  readonly notReady: () => Promise<string | undefined>
  /** The metrics, in the text format of Prometheus. */
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>
}

interface Page {
  readonly status: number
  readonly contentType: string
  readonly text: string
}

const plain = (status: number, text: string): Page => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  text: `${text}\n`,
})

const readiness = async ({ notReady }: ServiceState): Promise<Page> => {
  const reason = await notReady()
  return reason === undefined ? plain(200, 'ready') : plain(503, reason)
}

const pages: ReadonlyMap<string, (state: ServiceState) => Promise<Page>> = new Map([
  ['/healthz', () => Promise.resolve(plain(200, 'ok'))],
  ['/readyz', readiness],
  ['/metrics', async ({ metrics }) => ({ status: 200, ...(await metrics()) })],
])

const answer = (request: IncomingMessage, response: ServerResponse, { status, contentType, text }: Page): void => {
  response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' })
  response.end(request.method === 'HEAD' ? undefined : text)
}

/**
 * Answers `/healthz` (the process runs), `/readyz` (it can do its work) and `/metrics`, to GET and HEAD alone, and leaves all else to the
 * service.
 */
export const withEndpoints =
  (state: ServiceState, service: RequestListener): RequestListener =>
  (request, response) => {
    const path = (request.url ?? '/').replace(/\?.*$/s, '')
    const page = request.method === 'GET' || request.method === 'HEAD' ? pages.get(path) : undefined
    if (page === undefined) return service(request, response)
    page(state).then(
      (ready) => answer(request, response, ready),
      () => answer(request, response, plain(500, 'failed')),
    )
  }
