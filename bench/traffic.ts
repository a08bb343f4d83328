/**
 * What goes over the wire in every measurement: one request, one reply, the same for each client.
 */

const hosts = ['api.example.com', 'www.example.com']

const over = (scheme: string): ReadonlyArray<string> => hosts.map((host) => `${scheme}://${host}`)

/**
 * The path of WeChat's call for server domains.
 */
export const path = '/wxa/modify_domain'

/**
 * What the clients by hand send.
 */
export const question = { action: 'get' }

/**
 * Eight domains, as `add` names them; the reply lists all of them, so that one write call accounts for each.
 */
export const wanted = {
  request: over('https'),
  socket: over('wss'),
  upload: over('https'),
  download: over('https'),
}

/**
 * The reply to everything: about 300 bytes, shaped like WeChat's.
 */
export const reply = JSON.stringify({
  errcode: 0,
  errmsg: 'ok',
  requestdomain: wanted.request,
  wsrequestdomain: wanted.socket,
  uploaddomain: wanted.upload,
  downloaddomain: wanted.download,
  udpdomain: [],
  tcpdomain: [],
})

const apps = 512

/**
 * The app that a lane calls for. Changes of one app wait for each other, so each lane has an app of its own.
 */
export const appOf = (lane: number): string => `wx-app-${lane % apps}`

/**
 * The token of an app, of a usual length.
 */
export const tokenOf = (app: string): string => `${app}_${'k'.repeat(120)}`

/**
 * The tokens of all apps.
 */
export const tokens = Object.fromEntries(
  Array.from({ length: apps }, (_, index) => appOf(index)).map((app) => [app, tokenOf(app)]),
)

/**
 * Path and query of a lane's call.
 */
export const targetOf = (lane: number): string => `${path}?access_token=${tokenOf(appOf(lane))}`

/**
 * Throws unless a reply is the success that the server gives: a client that is fast and wrong is not fast.
 */
export const assertSuccess = (parsed: unknown): void => {
  const isSuccess = typeof parsed === 'object' && parsed !== null && 'errcode' in parsed && parsed.errcode === 0
  if (!isSuccess) throw new Error('the reply is not what the server sent')
}
