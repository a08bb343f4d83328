import { type OutgoingHttpHeaders, request } from 'node:http'

/**
 * What came back: its status, and its headers by lower-case name.
 */
export interface Answered {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, unknown>>
}

/**
 * Sends a request in these pieces, with just these headers, as no `fetch` would.
 */
export const sendPieces = (
  url: string,
  method: string,
  headers: OutgoingHttpHeaders,
  pieces: ReadonlyArray<string | Buffer>,
): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      resolve({ status: response.statusCode, headers: response.headers })
      response.resume()
    })
    // Whoever is refused for its size may be cut off while it still sends.
    sent.on('error', reject)
    for (const piece of pieces) sent.write(piece)
    sent.end()
  })
