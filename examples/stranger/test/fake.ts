import { type Kind, type DomainSet, domainsOf } from '@mini-domains/core'
import { type Variations } from '@mini-domains/conformance'
import { type FakeCall, type FakeRequest, type FakeVendor } from '@mini-domains/conformance/kit'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

const server = { connect: 'request', upload: 'upload', download: 'download' } as const
const web = { page: 'webview' } as const

const kindsIn = (place: FakeRequest['place']): { readonly [name: string]: Kind } =>
  place === 'app.server' ? server : web

const actions = { add: 'add', remove: 'delete', replace: 'set' } as const

const Change = t.type({
  list: t.keyof({ server: null, web: null }),
  action: t.keyof({ add: null, remove: null, replace: null }),
  domains: t.record(t.string, t.array(t.string)),
})

const Asked = t.intersection([
  t.type({ id: t.literal('client-1'), secret: t.literal('secret-1') }),
  t.partial({ app: t.string }),
])

const placeOf = (list: string | undefined) => (list === 'web' ? 'app.webview' : 'app.server')

const change = (body: string, token: string): FakeRequest | undefined => {
  const decoded = Change.decode(JSON.parse(body))
  if (E.isLeft(decoded)) return undefined
  const { list, action, domains } = decoded.right
  const place = placeOf(list)
  const named: DomainSet<Kind> = Object.fromEntries(
    Object.entries(kindsIn(place)).flatMap(([name, kind]) =>
      domains[name] === undefined ? [] : [[kind, domains[name]]],
    ),
  )
  return { place, asks: actions[action], token, domains: named }
}

const read = ({ method, path, query, headers, body }: FakeCall): FakeRequest | undefined => {
  const token = headers['x-lantern-token'] ?? ''
  if (path !== '/v1/domains') return undefined
  return method === 'GET' ? { place: placeOf(query['list']), asks: 'get', token } : change(body, token)
}

const ok = (data: unknown) => ({ body: { status: 'OK', data } })

const issue: NonNullable<FakeVendor['issue']> = ({ method, path, body }, tokenFor) => {
  if (method !== 'POST' || path !== '/v1/token') return undefined
  const asked = Asked.decode(JSON.parse(body))
  if (E.isLeft(asked)) return { body: { status: 'E_SCOPE', message: 'who are you?' } }
  return ok({ token: tokenFor(asked.right.app), seconds: 60 })
}

/**
 * What Lantern answers, from vendor.md and nothing else.
 */
export const lanternFake: FakeVendor = {
  read,
  issue,
  list: (lists, { place }) =>
    ok(Object.fromEntries(Object.entries(kindsIn(place)).map(([name, kind]) => [name, domainsOf(lists, kind)]))),
  done: (rejected, { place }) =>
    ok({
      refused: rejected.map(({ kind, domain }) => ({
        type: Object.entries(kindsIn(place)).find(([, own]) => own === kind)?.[0],
        domain,
      })),
    }),
  coded: (status, message) => ({ body: { status, message } }),
  codes: {
    busy: 'E_BUSY',
    'unknown-code': 'constructor',
    'rate-limited': 'E_RATE',
    'rate-limited-day': 'E_DAY',
    'token-stale': 'E_TOKEN_OLD',
    'token-expired': 'E_TOKEN_OLD',
    'token-malformed': 'E_TOKEN',
    'authorization-lost': 'E_WITHDRAWN',
    'permission-missing': 'E_SCOPE',
    'over-limit': 'E_FULL',
    'budget-spent': 'E_MONTH',
  },
}

const limits = { perKind: 20, monthlyModifications: 50, ports: false, forbiddenHosts: ['api.lantern.example'] }

/**
 * In what Lantern differs from others.
 */
export const lanternVariations: Variations = {
  apps: ['lantern-app-1', 'lantern-app-2'],
  kinds: { 'app.server': ['request', 'upload', 'download'], 'app.webview': ['webview'] },
  limits: { 'app.server': limits, 'app.webview': limits },
  abilities: [],
  pool: 'free',
  rejections: { 'app.server': ['named'], 'app.webview': ['named'] },
  modificationsPerSet: 1,
  undocumentedFaults: ['address-refused'],
}
