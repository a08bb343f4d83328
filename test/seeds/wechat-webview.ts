import { deepEqual, equal, ok } from 'node:assert/strict'
import { type DomainProvider, addDomains, copyPool, deleteDomains, setDomains } from '../../packages/core/src/index.js'
import { type Conversation, converse, errorOf, queryOf, valueOf, verdictsOf } from './conversation.js'
import { type Row } from './row.js'

const src = 'packages/wechat/src'
const wechat = { vendor: 'wechat' } as const
const list = (provider: DomainProvider) => provider.app('app').webview

const done = '{"errcode":0,"errmsg":"ok"}'
const webview = ['https://www.qq.com', 'https://m.qq.com']
const listing = (domains: ReadonlyArray<string>): string =>
  JSON.stringify({ errcode: 0, errmsg: 'ok', webviewdomain: domains })

const bodies = ({ requests }: Conversation<unknown>): ReadonlyArray<string> => requests.map(({ body }) => body)

const add = (replies: ReadonlyArray<string>) =>
  converse(wechat, replies, (provider) =>
    list(provider).modify(addDomains({ webview }), { observed: { domains: { webview: [] } } }),
  )

const example = '{"action":"add","webviewdomain":["https://www.qq.com","https://m.qq.com"]}'

const endpoint = async (): Promise<void> => {
  const conversation = await add([done, listing(webview)])
  valueOf(conversation)
  const [request] = conversation.requests
  equal(request?.method, 'POST')
  equal(request.path, '/wxa/setwebviewdomain')
  deepEqual(queryOf(request), { access_token: 'APP-TOKEN' })
  ok(request.contentType?.startsWith('application/json'))
  equal(request.body, example)
}

const deleting = async (): Promise<void> => {
  const conversation = await converse(wechat, [done, listing([])], (provider) =>
    list(provider).modify(deleteDomains({ webview }), { observed: { domains: { webview } } }),
  )
  equal(bodies(conversation)[0], example.replace('add', 'delete'))
}

const setting = async (): Promise<void> => {
  const conversation = await converse(wechat, [done, listing(webview)], (provider) =>
    list(provider).modify(setDomains({ webview }), { observed: { domains: { webview: ['https://old.qq.com'] } } }),
  )
  equal(bodies(conversation)[0], example.replace('add', 'set'))
  ok(verdictsOf(valueOf(conversation)).includes('webview https://old.qq.com accepted'))
}

const getting = async (): Promise<void> => {
  const conversation = await converse(wechat, [listing(webview)], (provider) => list(provider).get())
  deepEqual(bodies(conversation), ['{"action":"get"}'])
  deepEqual(valueOf(conversation), { domains: { webview } })
}

const copying = async (): Promise<void> => {
  const conversation = await converse(wechat, [listing([]), done, listing(webview)], (provider) =>
    list(provider).modify(copyPool),
  )
  deepEqual(bodies(conversation), ['{"action":"get"}', '{}', '{"action":"get"}'])
  deepEqual(verdictsOf(valueOf(conversation)), [
    'webview https://www.qq.com accepted',
    'webview https://m.qq.com accepted',
  ])
}

// A body without an action adds the whole pool, so each other change has to name its own.
const alwaysNamed = async (): Promise<void> => {
  const changes = [addDomains({ webview }), deleteDomains({ webview: ['old.qq.com'] }), setDomains({ webview: [] })]
  for (const change of changes) {
    const conversation = await converse(wechat, [done, listing([])], (provider) =>
      list(provider).modify(change, { observed: { domains: { webview: ['https://old.qq.com'] } } }),
    )
    ok(/^\{"action":"(add|delete|set)",/.test(bodies(conversation)[0] ?? ''))
  }
}

const subdomain = async (): Promise<void> => {
  const conversation = await converse(wechat, [done, listing(['https://xxx.qq.com'])], (provider) =>
    list(provider).modify(addDomains({ webview: ['https://xxx.qq.com'] }), { observed: { domains: { webview: [] } } }),
  )
  deepEqual(verdictsOf(valueOf(conversation)), ['webview https://xxx.qq.com accepted'])
}

const answered = async (): Promise<void> => {
  const conversation = await add([done, listing(webview)])
  deepEqual(bodies(conversation), [example, '{"action":"get"}'])
  equal(valueOf(conversation).modification, 'spent')
}

const code = (number: number): string => `{"errcode":${number},"errmsg":"said by the document rid: 1-2-3"}`

const unchanged = async (): Promise<void> => {
  const conversation = await add([code(89019), listing(['https://www.qq.com'])])
  equal(conversation.requests.length, 2)
  deepEqual(verdictsOf(valueOf(conversation)), [
    'webview https://www.qq.com accepted',
    'webview https://m.qq.com rejected not-taken',
  ])
}

const rejected = (number: number, reason: string) => async (): Promise<void> => {
  const outcome = valueOf(await add([code(number), listing([])]))
  equal(outcome.vendorCode, number)
  deepEqual(verdictsOf(outcome), [
    `webview https://www.qq.com rejected ${reason}`,
    `webview https://m.qq.com rejected ${reason}`,
  ])
}

const full = async (): Promise<void> => {
  equal(errorOf(await add([code(89029)]))._tag, 'LimitReached')
}

const driver = `${src}/lists/webview-domains.ts`

/** Section 2 of S0: the webview domains of an app at WeChat. */
export const wechatWebviewRows: ReadonlyArray<Row> = [
  {
    document: 'S0',
    what: 'endpoint',
    item: 'POST /wxa/setwebviewdomain, `access_token` in the query, the example request',
    sentence: 'method, path, token, content type and the whole body are those of the document',
    prove: endpoint,
    breakage: { file: `${src}/wire/endpoint.ts`, from: "'/wxa/setwebviewdomain'", to: "'/wxa/set_webviewdomain'" },
  },
  {
    document: 'S0',
    what: 'request field',
    item: '`webviewdomain`',
    sentence: 'the field carries both domains of the example in an array',
    prove: endpoint,
    breakage: {
      file: driver,
      from: '{ action, webviewdomain: ',
      to: '{ action, webview_domain: ',
    },
  },
  {
    document: 'S0',
    what: 'action',
    item: '`add` (webview domains)',
    sentence: 'the body says `add`',
    prove: endpoint,
    breakage: {
      file: 'packages/core/src/change/write-steps.ts',
      from: "return [{ action: 'add', domains: operation.domains }]",
      to: "return [{ action: 'set', domains: operation.domains }]",
    },
  },
  {
    document: 'S0',
    what: 'action',
    item: '`delete` (webview domains)',
    sentence: 'the body says `delete`',
    prove: deleting,
    breakage: {
      file: 'packages/core/src/change/write-steps.ts',
      from: "return [{ action: 'delete', domains: operation.domains }]",
      to: "return [{ action: 'set', domains: operation.domains }]",
    },
  },
  {
    document: 'S0',
    what: 'action',
    item: '`set` (webview domains)',
    sentence: 'the body says `set`, and what it does not name goes',
    prove: setting,
    breakage: {
      file: 'packages/core/src/change/write-steps.ts',
      from: "{ action: 'set', domains: fromKinds(",
      to: "{ action: 'add', domains: fromKinds(",
    },
  },
  {
    document: 'S0',
    what: 'action',
    item: '`get`, without `webviewdomain`',
    sentence: 'the body says `get` and nothing else, and the list is read',
    prove: getting,
    breakage: { file: driver, from: "body: { action: 'get' }", to: "body: { action: 'get', webviewdomain: [] }" },
  },
  {
    document: 'S0',
    what: 'action',
    item: 'none: the whole pool is added',
    sentence: 'an empty object is sent, and a look tells what came',
    prove: copying,
    breakage: {
      file: driver,
      from: "action === 'copyPool' ? {} : ",
      to: "action === 'copyPool' ? { action: 'add' } : ",
    },
  },
  {
    document: 'S0',
    what: 'action',
    item: 'none: nothing but a change of its own leads there',
    sentence: 'each other change names its action',
    prove: alwaysNamed,
    breakage: {
      file: driver,
      from: '{ action, webviewdomain: ',
      to: "{ ...(action === 'set' ? {} : { action }), webviewdomain: ",
    },
  },
  {
    document: 'S0',
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
    document: 'S0',
    what: 'reply field',
    item: '`errcode`, `errmsg` (webview domains)',
    sentence: 'the printed reply names no domain, so a look tells what became of each',
    prove: answered,
    breakage: {
      file: 'packages/core/src/change/modify.ts',
      from: 'known.length === diff.items.length',
      to: 'true',
    },
  },
  {
    document: 'S0',
    what: 'code',
    item: '89019',
    sentence: 'nothing was changed: a look tells what is there all the same',
    prove: unchanged,
    breakage: { file: `${src}/wire/codes.ts`, from: "'not-taken'), 89019", to: "'not-taken'), 989019" },
  },
  {
    document: 'S0',
    what: 'code',
    item: '89020',
    sentence: 'the platform has no webview domains: the pool is empty',
    prove: rejected(89020, 'pool-empty'),
    breakage: { file: `${src}/wire/codes.ts`, from: "'pool-empty'), 89020", to: "'pool-empty'), 989020" },
  },
  {
    document: 'S0',
    what: 'code',
    item: '89021',
    sentence: 'neither the domain nor its parent is registered at the platform',
    prove: rejected(89021, 'not-in-pool'),
    breakage: { file: `${src}/wire/codes.ts`, from: "'not-in-pool'), 89021", to: "'not-in-pool'), 989021" },
  },
  {
    document: 'S0',
    what: 'code',
    item: '89029',
    sentence: 'the limit is reached',
    prove: full,
    breakage: { file: `${src}/wire/codes.ts`, from: ' 89029,', to: ' 989029,' },
  },
]
