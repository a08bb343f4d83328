import { deepEqual, equal, ok } from 'node:assert/strict'
import {
  type DomainProvider,
  type DomainSet,
  type ServerKind,
  addDomains,
  deleteDomains,
  setDomains,
} from '../../packages/core/src/index.js'
import { type Conversation, converse, errorOf, queryOf, valueOf, verdictsOf } from './conversation.js'
import { type Breakage, type Row } from './row.js'

const src = 'packages/wechat/src'
const driver = `${src}/lists/server-domains.ts`
const wechat = { vendor: 'wechat' } as const
const list = (provider: DomainProvider) => provider.app('app').server

/** The kinds of the documents under our names, the field of each, and its domain in the examples. */
const kinds = [
  ['request', 'requestdomain', 'https://www.qq.com'],
  ['socket', 'wsrequestdomain', 'wss://www.qq.com'],
  ['upload', 'uploaddomain', 'https://www.qq.com'],
  ['download', 'downloaddomain', 'https://www.qq.com'],
] as const

const example: DomainSet<ServerKind> = {
  request: ['https://www.qq.com', 'https://www.qq.com'],
  socket: ['wss://www.qq.com', 'wss://www.qq.com'],
  upload: ['https://www.qq.com', 'https://www.qq.com'],
  download: ['https://www.qq.com', 'https://www.qq.com'],
}
const unlisted: DomainSet<ServerKind> = { request: [], socket: [], upload: [], download: [], udp: [], tcp: [] }
const listed: DomainSet<ServerKind> = Object.fromEntries(kinds.map(([kind, , domain]) => [kind, [domain]]))

const done = '{"errcode":0,"errmsg":"ok"}'
const none = '{"errcode":0,"errmsg":"ok","requestdomain":[],"wsrequestdomain":[],"uploaddomain":[],"downloaddomain":[]}'

/** The reply as S2 prints it. S0 prints the same with a comment and commas too many. */
const printed = `{
  "errcode": 0,
  "errmsg": "ok",
  "requestdomain": ["https://www.qq.com", "https://www.qq.com"],
  "wsrequestdomain": ["wss://www.qq.com", "wss://www.qq.com"],
  "uploaddomain": ["https://www.qq.com", "https://www.qq.com"],
  "downloaddomain": ["https://www.qq.com", "https://www.qq.com"]
}`

const printedInS0 = `{
    "errcode":0,
    "errmsg":"ok",
    //以下字段仅在get时返回
    "requestdomain":["https://www.qq.com","https://www.qq.com"],
    "wsrequestdomain":["wss://www.qq.com","wss://www.qq.com"],
    "uploaddomain":["https://www.qq.com","https://www.qq.com"],
    "downloaddomain":["https://www.qq.com","https://www.qq.com"],
}`

const bodyOf = (action: string): string =>
  `{"action":"${action}",${kinds.map(([, field, domain]) => `"${field}":["${domain}"]`).join(',')}}`

const add = (replies: ReadonlyArray<string>) =>
  converse(wechat, replies, (provider) =>
    list(provider).modify(addDomains(example), { observed: { domains: unlisted } }),
  )

const bodies = ({ requests }: Conversation<unknown>): ReadonlyArray<string> => requests.map(({ body }) => body)

const endpoint = async (): Promise<void> => {
  const conversation = await add([printed])
  valueOf(conversation)
  const [request, ...more] = conversation.requests
  equal(more.length, 0)
  equal(request?.method, 'POST')
  equal(request.path, '/wxa/modify_domain')
  deepEqual(queryOf(request), { access_token: 'APP-TOKEN' })
  ok(request.contentType?.startsWith('application/json'))
  equal(request.body, bodyOf('add'))
}

const requestField = (field: string, domain: string) => async (): Promise<void> => {
  const [request] = (await add([printed])).requests
  const body: unknown = JSON.parse(request?.body ?? '')
  deepEqual(
    Object.entries(body ?? {}).find(([name]) => name === field),
    [field, [domain]],
  )
}

const replyToGet = (kind: ServerKind, domain: string) => async (): Promise<void> => {
  const domains = valueOf(await converse(wechat, [printed], (provider) => list(provider).get()))
  deepEqual(domains.domains[kind], [domain])
}

const replyToAdd = (kind: ServerKind, domain: string) => async (): Promise<void> => {
  const conversation = await add([printed])
  equal(conversation.requests.length, 1)
  ok(verdictsOf(valueOf(conversation)).includes(`${kind} ${domain} accepted`))
}

const deleting = async (): Promise<void> => {
  const conversation = await converse(wechat, [done, none], (provider) =>
    list(provider).modify(deleteDomains(example), { observed: { domains: { ...unlisted, ...listed } } }),
  )
  equal(bodies(conversation)[0], bodyOf('delete'))
  deepEqual(
    verdictsOf(valueOf(conversation)),
    kinds.map(([kind, , domain]) => `${kind} ${domain} accepted`),
  )
}

const observed = { domains: { ...unlisted, ...listed, request: ['https://old.qq.com'] } }

const setting = () =>
  converse(wechat, [done, printed], (provider) => list(provider).modify(setDomains(example), { observed }))

const overwriting = async (): Promise<void> => {
  equal(bodies(await setting())[0], bodyOf('set').replace(/\}$/, ',"udpdomain":[],"tcpdomain":[]}'))
}

const overwritten = async (): Promise<void> => {
  const verdicts = verdictsOf(valueOf(await setting()))
  ok(verdicts.includes('request https://www.qq.com accepted'))
  ok(verdicts.includes('request https://old.qq.com accepted'))
}

const getting = async (): Promise<void> => {
  const conversation = await converse(wechat, [printed], (provider) => list(provider).get())
  deepEqual(bodies(conversation), ['{"action":"get"}'])
}

const fieldRows = (document: 'S0' | 'S2', reply: 'get' | 'add'): ReadonlyArray<Row> =>
  kinds.flatMap(([kind, field, domain]): ReadonlyArray<Row> => [
    {
      document,
      what: 'request field',
      item: `\`${field}\``,
      sentence: 'the field carries the domain of the example, once, in an array',
      prove: requestField(field, domain),
      breakage: { file: driver, from: `${kind}: '${field}'`, to: `${kind}: 'x${field}'` },
    },
    {
      document,
      what: 'reply field',
      item: `\`${field}\` (${reply})`,
      sentence:
        reply === 'get'
          ? 'the printed reply is read under the neutral name, each domain once'
          : 'the printed reply settles the change without another look',
      prove: (reply === 'get' ? replyToGet : replyToAdd)(kind, domain),
      breakage: { file: driver, from: `${kind}: '${field}'`, to: `${kind}: 'x${field}'` },
    },
  ])

const steps = 'packages/core/src/change/write-steps.ts'
const addBreaks: Breakage = {
  file: steps,
  from: "return [{ action: 'add', domains: operation.domains }]",
  to: "return [{ action: 'set', domains: operation.domains }]",
}

const actionRows = (document: 'S0' | 'S2'): ReadonlyArray<Row> => [
  {
    document,
    what: 'endpoint',
    item: 'POST /wxa/modify_domain, `access_token` in the query, the example request',
    sentence: 'method, path, token, content type and the whole body are those of the document',
    prove: endpoint,
    breakage: { file: `${src}/wire/endpoint.ts`, from: "'/wxa/modify_domain'", to: "'/wxa/modifydomain'" },
  },
  {
    document,
    what: 'action',
    item: '`add`',
    sentence: 'the body says `add` with the four lists',
    prove: endpoint,
    breakage: addBreaks,
  },
  {
    document,
    what: 'action',
    item: '`delete`',
    sentence: 'the body says `delete` with the four lists, and a look tells that they went',
    prove: deleting,
    breakage: {
      file: steps,
      from: "return [{ action: 'delete', domains: operation.domains }]",
      to: "return [{ action: 'add', domains: operation.domains }]",
    },
  },
  {
    document,
    what: 'action',
    item: '`set` (overwrite)',
    sentence: 'the body says `set` with all lists',
    prove: overwriting,
    breakage: { file: steps, from: "{ action: 'set', domains: fromKinds(", to: "{ action: 'add', domains: fromKinds(" },
  },
  {
    document,
    what: 'action',
    item: '`get`, without the domain fields',
    sentence: 'the body says `get` and nothing else',
    prove: getting,
    breakage: {
      file: driver,
      from: "body: { action: 'get' }",
      to: "body: { action: 'get', requestdomain: [] }",
    },
  },
]

const outside = async (): Promise<void> => {
  const conversation = await converse(wechat, [done, none], (provider) =>
    list(provider).modify(addDomains({ request: ['https://www.qq.com'] }), { observed: { domains: unlisted } }),
  )
  deepEqual(verdictsOf(valueOf(conversation)), ['request https://www.qq.com rejected not-in-pool'])
}

const released = async (): Promise<void> => {
  const lists = (domain: string) =>
    `{"requestdomain":["https://${domain}"],"wsrequestdomain":[],"uploaddomain":[],"downloaddomain":[]}`
  const reply = `{"errcode":0,"errmsg":"ok","effective_domain":${lists('third.qq.com')},"mp_domain":${lists('own.qq.com')},"third_domain":${lists('third.qq.com')}}`
  const conversation = await converse(wechat, [reply], (provider) => list(provider).effective())
  const { effective, origins } = valueOf(conversation)
  deepEqual([effective.request, origins.console?.request], [['https://third.qq.com'], ['https://own.qq.com']])
}

const settledByLooking = async (): Promise<void> => {
  const conversation = await add([done, printed])
  deepEqual(bodies(conversation), [bodyOf('add'), '{"action":"get"}'])
  deepEqual(
    verdictsOf(valueOf(conversation)),
    kinds.map(([kind, , domain]) => `${kind} ${domain} accepted`),
  )
}

const noJson = async (): Promise<void> => {
  const error = errorOf(await converse(wechat, [printedInS0], (provider) => list(provider).get()))
  equal(error._tag, 'UnreadableReply')
}

const twice = async (): Promise<void> => {
  equal((await add([printed])).requests[0]?.body, bodyOf('add'))
}

const codeReply = (code: number, rest = ''): string =>
  `{"errcode":${code},"errmsg":"said by the document rid: 1-2-3"${rest}}`

const error = (code: number, tag: string) => async (): Promise<void> => {
  const told = errorOf(await add([codeReply(code)]))
  deepEqual([told._tag, told.vendorCode], [tag, code])
}

const success = async (): Promise<void> => {
  const outcome = valueOf(await add([printed]))
  deepEqual([outcome.modification, outcome.vendorCode], ['spent', undefined])
}

// 85017 says two things in one: it is listed already, or it is not in the pool. Only a look tells them apart.
const nothingNew = async (): Promise<void> => {
  const look = none.replace('"requestdomain":[]', '"requestdomain":["https://www.qq.com"]')
  const conversation = await converse(wechat, [codeReply(85017), look], (provider) =>
    list(provider).modify(addDomains({ request: ['https://www.qq.com', 'https://x.qq.com'] }), {
      observed: { domains: unlisted },
    }),
  )
  const outcome = valueOf(conversation)
  equal(conversation.requests.length, 2)
  equal(outcome.vendorCode, 85017)
  deepEqual(verdictsOf(outcome), [
    'request https://www.qq.com accepted',
    'request https://x.qq.com rejected not-in-pool',
  ])
}

const notAtPlatform = async (): Promise<void> => {
  const conversation = await add([codeReply(85018)])
  equal(conversation.requests.length, 1)
  deepEqual(
    verdictsOf(valueOf(conversation)),
    kinds.map(([kind, , domain]) => `${kind} ${domain} rejected not-in-pool`),
  )
}

/** Section 1 of S0 and all of S2: the server domains of an app at WeChat. */
export const wechatServerRows: ReadonlyArray<Row> = [
  ...actionRows('S0'),
  ...fieldRows('S0', 'get'),
  {
    document: 'S0',
    what: 'action',
    item: '`set` takes off what it does not name',
    sentence: 'the old domain of a kind is told as gone, and a look shows it',
    prove: overwritten,
    breakage: {
      file: 'packages/core/src/change/diff.ts',
      from: "if (change._tag === 'Set') compare(",
      to: "if (change._tag === 'Add') compare(",
    },
  },
  {
    document: 'S0',
    what: 'reply field',
    item: '`errcode`, `errmsg`, the lists only with get',
    sentence: 'a reply to `add` with the two alone is settled by a look at the list',
    prove: settledByLooking,
    breakage: {
      file: 'packages/core/src/change/modify.ts',
      from: 'known.length === diff.items.length',
      to: 'true',
    },
  },
  {
    document: 'S0',
    what: 'example reply',
    item: 'printed with a comment and commas too many',
    sentence: 'is no JSON, and is told so',
    prove: noJson,
    breakage: {
      file: 'packages/http/src/reply/decoder.ts',
      from: 'JSON.parse(text)',
      to: "JSON.parse(text.replace(/\\s\\/\\/[^\\n]*/, '').replace(/,\\s*\\}/, '}'))",
    },
  },
  {
    document: 'S0',
    what: 'example request',
    item: 'each domain twice',
    sentence: 'may be given as printed; each is sent once',
    prove: twice,
    breakage: {
      file: 'packages/core/src/change/change.ts',
      from: 'into.domains[kind] = unique(found)',
      to: 'into.domains[kind] = found',
    },
  },
  {
    document: 'S0',
    what: 'rule',
    item: 'a domain is registered at the platform first',
    sentence: 'one that WeChat drops without a word is told as not in the pool',
    prove: outside,
    breakage: {
      file: driver,
      from: "direct ? 'not-taken' : 'not-in-pool'",
      to: "direct ? 'not-taken' : 'format'",
    },
  },
  {
    document: 'S0',
    what: 'rule',
    item: 'after a release only the domains of the platform are left',
    sentence: 'what is effective is read apart from what the merchant configured',
    prove: released,
    breakage: {
      file: driver,
      from: 'effective: serverDomains(reply.effective_domain)',
      to: 'effective: serverDomains(reply.mp_domain ?? {})',
    },
  },
  ...actionRows('S2'),
  ...fieldRows('S2', 'add'),
  {
    document: 'S2',
    what: 'code',
    item: '0',
    sentence: 'the change is done, and a modification is spent',
    prove: success,
    breakage: {
      file: `${src}/lists/list-calls.ts`,
      from: '        ...spentOne,',
      to: '        ...perhapsSpent,',
    },
  },
  {
    document: 'S2',
    what: 'code',
    item: '85015',
    sentence: 'the account is no mini program: a precondition',
    prove: error(85015, 'PreconditionFailed'),
    breakage: {
      file: `${src}/wire/codes.ts`,
      from: "'not-a-mini-program'), 85015",
      to: "'not-a-mini-program'), 985015",
    },
  },
  {
    document: 'S2',
    what: 'code',
    item: '85016',
    sentence: 'too many domains: a limit is reached',
    prove: error(85016, 'LimitReached'),
    breakage: { file: `${src}/wire/codes.ts`, from: 'limitReached, 85016', to: 'limitReached, 985016' },
  },
  {
    document: 'S2',
    what: 'code',
    item: '85017',
    sentence: 'a look tells what was there already from what is not in the pool',
    prove: nothingNew,
    breakage: { file: `${src}/wire/codes.ts`, from: ' 85017,', to: ' 985017,' },
  },
  {
    document: 'S2',
    what: 'code',
    item: '85018',
    sentence: 'the whole call is refused for domains that are not in the pool',
    prove: notAtPlatform,
    breakage: { file: `${src}/wire/codes.ts`, from: "'not-in-pool'), 85018", to: "'not-in-pool'), 985018" },
  },
]
