import { type Open } from './contender.js'

/**
 * Every contender by its name. Each is imported only in its own process.
 */
export const contenders = {
  'net.Socket, no client at all': () => import('./contender/call/socket.js'),
  'undici.request': () => import('./contender/call/undici-request.js'),
  'node:http, keep-alive agent': () => import('./contender/call/node-http.js'),
  'axios .post, keep-alive agent': () => import('./contender/call/axios-kept.js'),
  'axios .post, no agent given': () => import('./contender/call/axios-plain.js'),
  'axios .post, no redirects': () => import('./contender/call/axios-unredirected.js'),
  'node:http, a connection each': () => import('./contender/call/node-http-anew.js'),
  fetch: () => import('./contender/call/fetch.js'),
  'app(id).server.get': () => import('./contender/call/sdk-get.js'),
  'app(id).server.modify': () => import('./contender/call/sdk-modify.js'),
  raw: () => import('./contender/call/sdk-raw.js'),
  'ours, valid': () => import('./contender/domain/valid.js'),
  'ours, invalid': () => import('./contender/domain/invalid.js'),
  'ours, international': () => import('./contender/domain/international.js'),
  'new URL, valid': () => import('./contender/domain/url-valid.js'),
  'new URL, invalid': () => import('./contender/domain/url-invalid.js'),
  'new URL, international': () => import('./contender/domain/url-international.js'),
  'ours, 20 against 20': () => import('./contender/diff/ours.js'),
  'fp-ts A.difference, 20 against 20': () => import('./contender/diff/fp-ts.js'),
  'get, no I/O': () => import('./contender/core/get.js'),
  'modify, no I/O': () => import('./contender/core/modify.js'),
  'await of one async function': () => import('./contender/core/bare.js'),
  'static tokens': () => import('./contender/token/held-in-table.js'),
  'credentials, kept in memory': () => import('./contender/token/held-by-credentials.js'),
  'AES-256-GCM, one record': () => import('./contender/token/aes-gcm.js'),
  'read of a Map': () => import('./contender/token/read-memory.js'),
  'read of SQLite': () => import('./contender/token/read-sqlite.js'),
  'read of Redis': () => import('./contender/token/read-redis.js'),
  'first token, memory': () => import('./contender/token/first-memory.js'),
  'first token, SQLite file': () => import('./contender/token/first-sqlite.js'),
  'first token, Redis': () => import('./contender/token/first-redis.js'),
  'a Map of the same tokens': () => import('./contender/token/kept-in-map.js'),
  'credentials, default settings': () => import('./contender/token/kept-by-default.js'),
  'credentials, room for more apps': () => import('./contender/token/kept-with-room.js'),
  'bare inserts': () => import('./contender/token/import-bare.js'),
  importRefreshTokens: () => import('./contender/token/import-ours.js'),
  'the simulated clock alone': () => import('./contender/pace/clock.js'),
  'a token bucket by hand': () => import('./contender/pace/bucket.js'),
  'rate limiter, timers in time': () => import('./contender/pace/limiter.js'),
  'rate limiter, timers 0 to 5 ms late': () => import('./contender/pace/late.js'),
  'JSON.parse and compare': () => import('./contender/fleet/bare.js'),
  'plan, 1 % differ': () => import('./contender/fleet/plan.js'),
  'plan, all differ, into a file': () => import('./contender/fleet/plan-file.js'),
  'apply, the store on the disk': () => import('./contender/fleet/apply.js'),
} as const satisfies Readonly<Record<string, () => Promise<{ readonly open: Open }>>>

/**
 * The name of a contender.
 */
export type ContenderName = keyof typeof contenders

/**
 * Says whether a text is the name of a contender.
 */
export const isContender = (name: string | undefined): name is ContenderName =>
  name !== undefined && Object.hasOwn(contenders, name)
