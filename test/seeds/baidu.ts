import { deepEqual, equal, ok } from 'node:assert/strict'
import {
  type DomainProvider,
  type DomainSet,
  type ServerKind,
  addDomains,
  copyPool,
  deleteDomains,
  setDomains,
} from '../../packages/core/src/index.js'
import { type Captured } from './capture-server.js'
import { type Conversation, converse, errorOf, queryOf, valueOf, verdictsOf } from './conversation.js'
import { type Row } from './row.js'

const src = 'packages/baidu/src'
const baidu = { vendor: 'baidu' } as const
const server = (provider: DomainProvider) => provider.app('app').server
const webviewList = (provider: DomainProvider) => provider.app('app').webview

const done = '{\n    "errno":0,\n    "msg":"success"\n}'

/** The reply to `get` as the page prints it, `wss://` in the download and upload lists and all. */
const printed = `{
    "errno":0,
    "msg":"success",
    "data":
    {
        "request_domain":"https://www.baidu.com,https://www.baidu.com",
        "socket_domain":"wss://www.baidu.com,wss://www.baidu.com",
        "download_domain":"wss://www.baidu.com,wss://www.baidu.com",
        "upload_domain":"wss://www.baidu.com,wss://www.baidu.com"
    }
}`

const printedWebview = `{
    "errno":0,
    "msg":"success",
    "data":"https://www.baidu.com,https://www.baidu.com"
}`

const kinds = ['request', 'socket', 'download', 'upload'] as const
const schemeOf = (kind: (typeof kinds)[number]): string => (kind === 'socket' ? 'wss' : 'https')

const two = (kind: (typeof kinds)[number]): ReadonlyArray<string> =>
  ['www.baidu.com', 'm.baidu.com'].map((host) => `${schemeOf(kind)}://${host}`)

const wanted: DomainSet<ServerKind> = Object.fromEntries(kinds.map((kind) => [kind, two(kind)]))
const unlisted: DomainSet<ServerKind> = { request: [], socket: [], download: [], upload: [] }

const listing = (domains: DomainSet<ServerKind>): string => {
  const data = Object.fromEntries(kinds.map((kind) => [`${kind}_domain`, (domains[kind] ?? []).join(',')]))
  return JSON.stringify({ errno: 0, msg: 'success', data })
}

const webview = ['https://www.baidu.com', 'https://m.baidu.com']
const webviewListing = (domains: ReadonlyArray<string>): string =>
  JSON.stringify({ errno: 0, msg: 'success', data: domains.join(',') })

const formOf = (request: Captured | undefined): ReadonlyArray<readonly [string, string]> =>
  [...new URLSearchParams(request?.body ?? '')].map(([name, value]) => [name, value])

const lists = kinds.map((kind) => [`${kind}_domain`, two(kind).join(',')] as const)

const add = (replies: ReadonlyArray<string> = [done, listing(wanted)]) =>
  converse(baidu, replies, (provider) =>
    server(provider).modify(addDomains(wanted), { observed: { domains: unlisted } }),
  )

const addWebview = (replies: ReadonlyArray<string> = [done, webviewListing(webview)]) =>
  converse(baidu, replies, (provider) =>
    webviewList(provider).modify(addDomains({ webview }), { observed: { domains: { webview: [] } } }),
  )

const addressed = (conversation: () => Promise<Conversation<unknown>>, path: string) => async (): Promise<void> => {
  const [request] = (await conversation()).requests
  equal(request?.method, 'POST')
  equal(request.path, path)
  deepEqual(queryOf(request), { access_token: 'APP-TOKEN' })
  equal(request.contentType, 'application/x-www-form-urlencoded')
}

const requestField = (kind: (typeof kinds)[number]) => async (): Promise<void> => {
  const form = formOf((await add()).requests[0])
  deepEqual(
    form.find(([name]) => name === `${kind}_domain`),
    [`${kind}_domain`, two(kind).join(',')],
  )
}

const replyField = (kind: ServerKind, domain: string) => async (): Promise<void> => {
  const domains = valueOf(await converse(baidu, [printed], (provider) => server(provider).get()))
  deepEqual(domains.domains[kind], [domain])
}

const adding = async (): Promise<void> => {
  deepEqual(formOf((await add()).requests[0]), [['action', 'add'], ...lists])
}

const deleting = async (): Promise<void> => {
  const conversation = await converse(baidu, [done, listing({})], (provider) =>
    server(provider).modify(deleteDomains(wanted), { observed: { domains: wanted } }),
  )
  deepEqual(formOf(conversation.requests[0]), [['action', 'delete'], ...lists])
  equal(verdictsOf(valueOf(conversation)).filter((verdict) => verdict.endsWith(' accepted')).length, 8)
}

const setting = async (): Promise<void> => {
  const observed = { domains: { ...unlisted, request: ['https://old.baidu.com'] } }
  const conversation = await converse(baidu, [done, listing(wanted)], (provider) =>
    server(provider).modify(setDomains(wanted), { observed }),
  )
  deepEqual(formOf(conversation.requests[0]), [['action', 'set'], ...lists])
  ok(verdictsOf(valueOf(conversation)).includes('request https://old.baidu.com accepted'))
}

const getting = (list: 'server' | 'webview', reply: string) => async (): Promise<void> => {
  const conversation = await converse<unknown>(baidu, [reply], (provider) => provider.app('app')[list].get())
  valueOf(conversation)
  deepEqual(formOf(conversation.requests[0]), [['action', 'get']])
}

const copying = async (): Promise<void> => {
  const conversation = await converse(baidu, [listing({}), done, listing({ request: two('request') })], (provider) =>
    server(provider).modify(copyPool),
  )
  deepEqual(
    conversation.requests.map(({ body }) => body),
    ['action=get', '', 'action=get'],
  )
  deepEqual(
    verdictsOf(valueOf(conversation)),
    two('request').map((domain) => `request ${domain} accepted`),
  )
}

const copyingWebview = async (): Promise<void> => {
  const replies = [webviewListing([]), done, webviewListing(webview)]
  const conversation = await converse(baidu, replies, (provider) => webviewList(provider).modify(copyPool))
  deepEqual(
    conversation.requests.map(({ body }) => body),
    ['action=get', '', 'action=get'],
  )
  deepEqual(
    verdictsOf(valueOf(conversation)),
    webview.map((domain) => `webview ${domain} accepted`),
  )
}

// A form without an action adds the whole pool, so each other change has to name its own.
const alwaysNamed = async (): Promise<void> => {
  const observed = { domains: { ...unlisted, request: ['https://old.baidu.com'] } }
  const changes = [
    addDomains<ServerKind>({ request: ['www.baidu.com'] }),
    deleteDomains<ServerKind>({ request: ['old.baidu.com'] }),
    setDomains<ServerKind>({ request: ['www.baidu.com'] }),
    setDomains<ServerKind>({ request: [] }),
  ]
  for (const change of changes) {
    const conversation = await converse(baidu, [done, listing({})], (provider) =>
      server(provider).modify(change, { observed }),
    )
    ok(/^action=(add|delete|set)&/.test(conversation.requests[0]?.body ?? ''))
  }
}

const withoutData = async (): Promise<void> => {
  const conversation = await add()
  deepEqual(
    conversation.requests.map(({ body }) => body.slice(0, 10)),
    ['action=add', 'action=get'],
  )
  equal(valueOf(conversation).modification, 'spent')
}

const outside = async (): Promise<void> => {
  const outcome = valueOf(await add([refusal(470016)]))
  deepEqual(
    verdictsOf(outcome),
    kinds.flatMap((kind) => two(kind).map((domain) => `${kind} ${domain} rejected not-in-pool`)),
  )
}

const subdomain = async (): Promise<void> => {
  const request = ['https://xxx.baidu.com']
  const conversation = await converse(baidu, [done, listing({ request })], (provider) =>
    server(provider).modify(addDomains({ request }), { observed: { domains: unlisted } }),
  )
  equal(new URLSearchParams(conversation.requests[0]?.body).get('request_domain'), 'https://xxx.baidu.com')
  deepEqual(verdictsOf(valueOf(conversation)), ['request https://xxx.baidu.com accepted'])
}

// At submission for audit the merchant's own domains go: what was there before a change may be gone after it, and is told.
const ownDomains = async (): Promise<void> => {
  const observed = { domains: { ...unlisted, socket: ['wss://own.example.com'] } }
  const request = ['https://www.baidu.com']
  const conversation = await converse(baidu, [done, listing({ request })], (provider) =>
    server(provider).modify(setDomains({ request }), { observed }),
  )
  deepEqual(verdictsOf(valueOf(conversation)), [
    'request https://www.baidu.com accepted',
    'socket wss://own.example.com rejected lost',
  ])
}

const refusal = (errno: number): string => JSON.stringify({ errno, msg: 'said by the document' })

const failing =
  (call: (replies: ReadonlyArray<string>) => Promise<Conversation<unknown>>, errno: number, tag: string) =>
  async (): Promise<void> => {
    const error = errorOf(await call([refusal(errno)]))
    deepEqual([error._tag, error.vendorCode], [tag, errno])
  }

const rejecting = (list: 'server' | 'webview', errno: number, reason: string) => async (): Promise<void> => {
  const outcome =
    list === 'server'
      ? valueOf(await add([refusal(errno), listing({})]))
      : valueOf(await addWebview([refusal(errno), webviewListing([])]))
  equal(outcome.vendorCode, errno)
  ok(outcome.items.length > 0)
  ok(outcome.items.every((item) => item.verdict === 'rejected' && item.rejection.reason === reason))
}

// One of two had gone already: that is told domain by domain, and is no error.
const goneAlready = async (): Promise<void> => {
  const request = ['https://gone.baidu.com', 'https://kept.baidu.com']
  const replies = [refusal(470017), listing({ request: ['https://kept.baidu.com'] })]
  const conversation = await converse(baidu, replies, (provider) =>
    server(provider).modify(deleteDomains({ request }), { observed: { domains: { ...unlisted, request } } }),
  )
  const outcome = valueOf(conversation)
  deepEqual([outcome.vendorCode, outcome.items.length], [470017, 2])
}

const webviewGoneAlready = async (): Promise<void> => {
  const replies = [refusal(470017), webviewListing(['https://m.baidu.com'])]
  const conversation = await converse(baidu, replies, (provider) =>
    webviewList(provider).modify(deleteDomains({ webview }), { observed: { domains: { webview } } }),
  )
  const outcome = valueOf(conversation)
  deepEqual([outcome.vendorCode, outcome.items.length], [470017, 2])
}

const webviewAction = (action: 'add' | 'delete' | 'set') => async (): Promise<void> => {
  const change = { add: addDomains, delete: deleteDomains, set: setDomains }[action]({ webview })
  const observed = {
    domains: { webview: action === 'delete' ? webview : action === 'set' ? ['https://old.baidu.com'] : [] },
  }
  const conversation = await converse(baidu, [done, webviewListing(action === 'delete' ? [] : webview)], (provider) =>
    webviewList(provider).modify(change, { observed }),
  )
  ok(verdictsOf(valueOf(conversation)).every((verdict) => verdict.endsWith(' accepted')))
  deepEqual(formOf(conversation.requests[0]), [
    ['action', action],
    ['web_view_domain', webview.join(',')],
  ])
}

const webviewReply = async (): Promise<void> => {
  const conversation = await converse(baidu, [printedWebview], (provider) => webviewList(provider).get())
  deepEqual(valueOf(conversation), { domains: { webview: ['https://www.baidu.com'] } })
}

const endpointFile = `${src}/wire/endpoint.ts`
const steps = 'packages/core/src/change/write-steps.ts'
const path = '/rest/2.0/smartapp/app/modifydomain'
const webviewPath = '/rest/2.0/smartapp/app/modifywebviewdomain'

const printedDomains = {
  request: 'https://www.baidu.com',
  socket: 'wss://www.baidu.com',
  download: 'wss://www.baidu.com',
  upload: 'wss://www.baidu.com',
} as const

const kindRows: ReadonlyArray<Row> = kinds.flatMap((kind): ReadonlyArray<Row> => [
  {
    document: 'S1',
    what: 'request field',
    item: `\`${kind}_domain\`, joined by commas`,
    sentence: 'the form field carries the domains in one string',
    prove: requestField(kind),
    breakage: {
      file: `${src}/lists/four-lists.ts`,
      from: '`${kind}_domain`',
      to: `kind === '${kind}' ? kind : \`\${kind}_domain\``,
    },
  },
  {
    document: 'S1',
    what: 'reply field',
    item: `\`data.${kind}_domain\`, a comma string`,
    sentence: 'the printed reply is read under the neutral name, each domain once',
    prove: replyField(kind, printedDomains[kind]),
    breakage: {
      file: `${src}/lists/four-lists.ts`,
      from: '`${kind}_domain`',
      to: `kind === '${kind}' ? kind : \`\${kind}_domain\``,
    },
  },
])

const edits = (suffix: string, proofs: Readonly<Record<'add' | 'delete' | 'set' | 'get', () => Promise<void>>>) =>
  [
    {
      document: 'S1',
      what: 'action',
      item: `\`add\`${suffix}`,
      sentence: 'the form says `add`',
      prove: proofs.add,
      breakage: {
        file: steps,
        from: "return [{ action: 'add', domains: operation.domains }]",
        to: "return [{ action: 'set', domains: operation.domains }]",
      },
    },
    {
      document: 'S1',
      what: 'action',
      item: `\`delete\`${suffix}`,
      sentence: 'the form says `delete`',
      prove: proofs.delete,
      breakage: {
        file: steps,
        from: "return [{ action: 'delete', domains: operation.domains }]",
        to: "return [{ action: 'set', domains: operation.domains }]",
      },
    },
    {
      document: 'S1',
      what: 'action',
      item: `\`set\` (overwrite)${suffix}`,
      sentence: 'the form says `set`, and what it does not name goes',
      prove: proofs.set,
      breakage: {
        file: steps,
        from: "{ action: 'set', domains: fromKinds(",
        to: "{ action: 'add', domains: fromKinds(",
      },
    },
    {
      document: 'S1',
      what: 'action',
      item: `\`get\`, without the domain fields${suffix}`,
      sentence: 'the form says `get` and nothing else',
      prove: proofs.get,
      breakage: {
        file: `${src}/lists/list-calls.ts`,
        from: "[['action', 'get']]",
        to: "[['action', 'get'], ['request_domain', '']]",
      },
    },
  ] as const satisfies ReadonlyArray<Row>

interface CodeRow {
  readonly code: number
  readonly sentence: string
  readonly prove: () => Promise<void>
  readonly from: string
  readonly to: string
}

const codesOf = (list: 'server' | 'webview'): ReadonlyArray<CodeRow> => {
  const call = list === 'server' ? add : addWebview
  const budget = list === 'server' ? 470011 : 470012
  return [
    {
      code: budget,
      sentence: 'no modification is left',
      prove: failing(call, budget, 'BudgetSpent'),
      from: `[${budget}, 'budget']`,
      to: `[9${budget}, 'budget']`,
    },
    {
      code: 470013,
      sentence: 'no kind was named: the request is wrong',
      prove: failing(call, 470013, 'RequestRejected'),
      from: "[470013, 'request']",
      to: "[9470013, 'request']",
    },
    {
      code: 470014,
      sentence: 'the form of a domain is wrong',
      prove: rejecting(list, 470014, 'format'),
      from: "[470014, 'format']",
      to: "[9470014, 'format']",
    },
    {
      code: 470015,
      sentence: 'a kind was empty: the request is wrong',
      prove: failing(call, 470015, 'RequestRejected'),
      from: "[470015, 'request']",
      to: "[9470015, 'request']",
    },
    {
      code: 470016,
      sentence: 'a domain is not in the pool: the whole call is refused',
      prove: rejecting(list, 470016, 'not-in-pool'),
      from: "[470016, 'not-in-pool']",
      to: "[9470016, 'not-in-pool']",
    },
    {
      code: 470017,
      sentence: 'a domain to be deleted was not there: an outcome, not an error',
      prove: list === 'server' ? goneAlready : webviewGoneAlready,
      from: "[470017, 'not-listed']",
      to: "[9470017, 'not-listed']",
    },
  ]
}

const codeRows = (list: 'server' | 'webview'): ReadonlyArray<Row> =>
  codesOf(list).map(({ code, sentence, prove, from, to }) => ({
    document: 'S1',
    what: 'code',
    item: `${code} (${list} domains)`,
    sentence,
    prove,
    breakage: { file: endpointFile, from, to },
  }))

const copyPoolBreaks = {
  file: `${src}/lists/list-calls.ts`,
  from: "formRequest(path, 'write', [])",
  to: "formRequest(path, 'write', [['action', 'add']])",
} as const

/** S1: the server and webview domains of an app at Baidu. */
export const baiduRows: ReadonlyArray<Row> = [
  {
    document: 'S1',
    what: 'endpoint',
    item: `POST ${path}, \`access_token\``,
    sentence: 'method, path, token and content type are those of the document',
    prove: addressed(() => add(), path),
    breakage: { file: endpointFile, from: '/app/modifydomain`', to: '/app/modify_domain`' },
  },
  ...kindRows,
  ...edits('', { add: adding, delete: deleting, set: setting, get: getting('server', printed) }),
  {
    document: 'S1',
    what: 'action',
    item: 'none: the whole pool is added',
    sentence: 'an empty form is sent, and a look tells what came',
    prove: copying,
    breakage: copyPoolBreaks,
  },
  {
    document: 'S1',
    what: 'action',
    item: 'none: nothing but a change of its own leads there',
    sentence: 'each other change names its action',
    prove: alwaysNamed,
    breakage: {
      file: `${src}/lists/list-calls.ts`,
      from: "[['action', action], ...fields]",
      to: "[...(action === 'delete' ? [] : [['action', action] as const]), ...fields]",
    },
  },
  {
    document: 'S1',
    what: 'reply field',
    item: '`errno`, `msg`; no `data` after add, delete, set',
    sentence: 'the printed reply names no domain, so a look tells what became of each',
    prove: withoutData,
    breakage: {
      file: 'packages/core/src/change/modify.ts',
      from: 'known.length === diff.items.length',
      to: 'true',
    },
  },
  {
    document: 'S1',
    what: 'rule',
    item: 'a domain is registered at the platform first',
    sentence: 'a call with one that is not is told domain by domain',
    prove: outside,
    breakage: { file: endpointFile, from: "[470016, 'not-in-pool']", to: "[470016, 'format']" },
  },
  {
    document: 'S1',
    what: 'rule',
    item: 'subdomains of a registered domain may be configured',
    sentence: 'a subdomain is sent and accepted as it is',
    prove: subdomain,
    breakage: {
      file: 'packages/core/src/domain/domain.ts',
      from: 'E.right(`${prefix}${bare}`)',
      to: "E.right(`${prefix}${bare.replace('xxx.', '')}`)",
    },
  },
  {
    document: 'S1',
    what: 'rule',
    item: "the merchant's own domains are deleted when code is submitted for audit",
    sentence: 'a domain that a change did not name and that is gone after it is told as lost',
    prove: ownDomains,
    breakage: {
      file: 'packages/core/src/change/modify.ts',
      from: 'withLosses(seen, losses(edit, listed))',
      to: 'seen',
    },
  },
  ...codeRows('server'),
  {
    document: 'S1',
    what: 'endpoint',
    item: `POST ${webviewPath}, \`access_token\``,
    sentence: 'method, path, token and content type are those of the document',
    prove: addressed(() => addWebview(), webviewPath),
    breakage: { file: endpointFile, from: '/app/modifywebviewdomain`', to: '/app/modify_webview_domain`' },
  },
  {
    document: 'S1',
    what: 'request field',
    item: '`web_view_domain`, joined by commas',
    sentence: 'the form field carries the domains in one string',
    prove: webviewAction('add'),
    breakage: { file: `${src}/lists/four-lists.ts`, from: "'web_view_domain'", to: "'webview_domain'" },
  },
  ...edits(' (webview domains)', {
    add: webviewAction('add'),
    delete: webviewAction('delete'),
    set: webviewAction('set'),
    get: getting('webview', printedWebview),
  }),
  {
    document: 'S1',
    what: 'action',
    item: 'none (webview domains): the whole pool is added',
    sentence: 'an empty form is sent, and a look tells what came',
    prove: copyingWebview,
    breakage: copyPoolBreaks,
  },
  {
    document: 'S1',
    what: 'reply field',
    item: '`data`, a comma string',
    sentence: 'the printed reply is read, each domain once',
    prove: webviewReply,
    breakage: {
      file: `${src}/wire/codecs.ts`,
      from: 'if (only !== undefined && others.length === 0) return',
      to: 'if (only !== undefined && others.length > 0) return',
    },
  },
  ...codeRows('webview'),
]
