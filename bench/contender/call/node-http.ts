import { Agent, type IncomingMessage, request } from 'node:http'
import { type Contender, calling } from '../../contender.js'
import { assertSuccess, question, targetOf } from '../../traffic.js'

const textOf = (response: IncomingMessage, resolve: (text: string) => void): void => {
  const chunks: Array<Buffer> = []
  response.on('data', (chunk: Buffer) => chunks.push(chunk))
  response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
}

const post = (origin: URL, agent: Agent, path: string, body: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const options = { agent, method: 'POST', host: origin.hostname, port: origin.port, path, headers }
    const sent = request(options, (response) => textOf(response, resolve))
    sent.on('error', reject)
    sent.end(body)
  })

/**
 * `node:http` over an agent, and nothing around it.
 */
export const posting = (origin: string, agent: Agent): Contender => {
  const url = new URL(origin)
  return calling(async (lane) => {
    assertSuccess(JSON.parse(await post(url, agent, targetOf(lane), JSON.stringify(question))))
  })
}

/**
 * `node:http` with a keep-alive agent and nothing around it: what the others are measured against.
 */
export const open = (origin: string): Contender => posting(origin, new Agent({ keepAlive: true }))
