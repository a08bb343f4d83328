import { deepEqual, equal, ok } from 'node:assert/strict'
import {
  type DomainProvider,
  type ListedDomains,
  type PoolVersion,
  type WebviewKind,
  addDomains,
  deleteDomains,
  setDomains,
} from '../../packages/core/src/index.js'
import { listedVersions } from '../../packages/core/src/adapter.js'
import { type Conversation, converse, errorOf, queryOf, valueOf, verdictsOf } from './conversation.js'
import { type Row } from './row.js'

const src = 'packages/wechat/src'
const wechat = { vendor: 'wechat' } as const
const list = (provider: DomainProvider) => provider.platform.webview

/** The reply that the page prints for each of its four examples. */
const printed = `{
  "errcode": 0,
  "errmsg": "ok",
  "published_wxa_jump_h5_domain": "www.qq.com;wx.qq.com",
  "testing_wxa_jump_h5_domain": "www.qq.com;wx.qq.com"
}`

const webview = ['https://www.qq.com', 'https://wx.qq.com']
const same = (domains: ReadonlyArray<string>): ListedDomains<WebviewKind> =>
  listedVersions({ published: { webview: domains }, testing: { webview: domains } })

const bodies = ({ requests }: Conversation<unknown>): ReadonlyArray<string> => requests.map(({ body }) => body)

const changed = (
  change: ReturnType<typeof addDomains<WebviewKind>>,
  observed: ListedDomains<WebviewKind>,
  version: PoolVersion,
  replies: ReadonlyArray<string> = [printed, printed],
) => converse(wechat, replies, (provider) => list(provider).modify(change, { observed, version }))

const example = (action: string, together: boolean): string =>
  `{"action":"${action}","is_modify_published_together":${together},"wxa_jump_h5_domain":"www.qq.com;wx.qq.com"}`

const add = (replies?: ReadonlyArray<string>) => changed(addDomains({ webview }), same([]), 'both', replies)

const endpoint = async (): Promise<void> => {
  const [request] = (await add()).requests
  equal(request?.method, 'POST')
  equal(request.path, '/cgi-bin/component/modify_wxa_jump_domain')
  deepEqual(queryOf(request), { access_token: 'PLATFORM-TOKEN' })
  ok(request.contentType?.startsWith('application/json'))
}

const getting = async (): Promise<void> => {
  const conversation = await converse(wechat, [printed], (provider) => list(provider).get())
  deepEqual(bodies(conversation), ['{"action":"get"}'])
  deepEqual(valueOf(conversation), same(webview))
}

const setting = async (): Promise<void> => {
  const conversation = await changed(setDomains({ webview }), same(['https://old.qq.com']), 'testing')
  equal(bodies(conversation)[0], example('set', false))
}

const adding = async (): Promise<void> => {
  const conversation = await add()
  deepEqual(bodies(conversation), [example('add', true)])
  deepEqual(
    verdictsOf(valueOf(conversation)),
    webview.map((domain) => `webview ${domain} accepted`),
  )
}

const deleting = async (): Promise<void> => {
  const none = printed.replace(
    '"testing_wxa_jump_h5_domain": "www.qq.com;wx.qq.com"',
    '"testing_wxa_jump_h5_domain": ""',
  )
  const conversation = await changed(deleteDomains({ webview }), same(webview), 'testing', [none, none])
  equal(bodies(conversation)[0], example('delete', false))
  deepEqual(
    verdictsOf(valueOf(conversation)),
    webview.map((domain) => `webview ${domain} accepted`),
  )
}

const bare = async (): Promise<void> => {
  equal(bodies(await add())[0], example('add', true))
}

// Read apart: the published version lists one, the one under test two.
const apart = `{"errcode":0,"errmsg":"ok","published_wxa_jump_h5_domain":"www.qq.com","testing_wxa_jump_h5_domain":"www.qq.com;beta.qq.com"}`

const readApart = (version: 'published' | 'testing', domains: ReadonlyArray<string>) => async (): Promise<void> => {
  const listed = valueOf(await converse(wechat, [apart], (provider) => list(provider).get()))
  deepEqual(listed.versions?.[version]?.webview, domains)
}

const nothingLost = async (): Promise<void> => {
  const after = apart
    .replace('"www.qq.com",', '"www.qq.com;wx.qq.com",')
    .replace('beta.qq.com"', 'beta.qq.com;wx.qq.com"')
  const conversation = await converse(wechat, [apart, after, after], (provider) =>
    list(provider).modify(setDomains({ webview })),
  )
  deepEqual(bodies(conversation), [
    '{"action":"get"}',
    '{"action":"add","is_modify_published_together":true,"wxa_jump_h5_domain":"wx.qq.com"}',
    '{"action":"get"}',
  ])
  deepEqual(valueOf(conversation).before.versions?.testing.webview, ['https://www.qq.com', 'https://beta.qq.com'])
}

const unpublishedReply = '{"errcode":0,"errmsg":"ok","testing_wxa_jump_h5_domain":"www.qq.com"}'

const unpublished = async (): Promise<void> => {
  const after = unpublishedReply.replace('www.qq.com', 'www.qq.com;wx.qq.com')
  const conversation = await converse(wechat, [unpublishedReply, after], (provider) =>
    list(provider).modify(addDomains({ webview })),
  )
  deepEqual(bodies(conversation).slice(1), [
    '{"action":"add","is_modify_published_together":false,"wxa_jump_h5_domain":"wx.qq.com"}',
  ])
  deepEqual(verdictsOf(valueOf(conversation)), [
    'webview https://www.qq.com already',
    'webview https://wx.qq.com accepted',
  ])
}

const code = (number: number, rest = ''): string =>
  `{"errcode":${number},"errmsg":"said by the document rid: 1-2-3"${rest}}`

const empty = '{"errcode":0,"errmsg":"ok","published_wxa_jump_h5_domain":"","testing_wxa_jump_h5_domain":""}'

const refused = () => add([code(9410016, ',"invalid_wxa_jump_h5_domain":"wx.qq.com"'), empty])

const invalid = async (): Promise<void> => {
  const named = valueOf(await refused()).items.find(({ domain }) => domain === 'https://wx.qq.com')
  ok(named?.verdict === 'rejected')
  equal(named.rejection.attribution, 'this-domain')
}

const invalidIsOutcome = async (): Promise<void> => {
  equal(valueOf(await refused()).vendorCode, 9410016)
}

const failing = (number: number, tag: string) => async (): Promise<void> => {
  const error = errorOf(await add([code(number), empty]))
  deepEqual([error._tag, error.vendorCode], [tag, number])
}

// A confirm file that cannot be fetched answers -1 for good: after a read the error says where to look.
const confirmFile = async (): Promise<void> => {
  const conversation = await add([code(-1), empty])
  const error = errorOf(conversation)
  deepEqual([error.vendorCode, error.retry.when], [-1, 'after-read'])
  ok(error.hint.en.includes('confirm file'))
  deepEqual(bodies(conversation).length, 2)
}

const fallingBack = async (): Promise<void> => {
  const after = unpublishedReply.replace('www.qq.com', 'www.qq.com;wx.qq.com')
  const conversation = await add([code(61028), after])
  deepEqual(bodies(conversation), [example('add', true), example('add', false)])
  equal(verdictsOf(valueOf(conversation)).length, 2)
}

const badUrl = async (): Promise<void> => {
  ok(verdictsOf(valueOf(await add([code(40039), empty]))).every((verdict) => verdict.endsWith(' rejected format')))
}

const tooMany = async (): Promise<void> => {
  const many = Array.from({ length: 201 }, (_, index) => `a${index}.example.com`)
  const config = { ...wechat, limits: { platform: { webview: { perKind: 200 } } } }
  const conversation = await converse(config, [], (provider) => list(provider).modify(addDomains({ webview: many })))
  equal(errorOf(conversation)._tag, 'InvalidChange')
  equal(conversation.requests.length, 0)
}

const pool = `${src}/lists/pool.ts`
const steps = 'packages/core/src/change/write-steps.ts'

/** S3: the pool of webview domains of the platform at WeChat. */
export const wechatPoolRows: ReadonlyArray<Row> = [
  {
    document: 'S3',
    what: 'endpoint',
    item: 'POST /cgi-bin/component/modify_wxa_jump_domain, `access_token` of the platform',
    sentence: 'method, path, token and content type are those of the document',
    prove: endpoint,
    breakage: {
      file: `${src}/wire/endpoint.ts`,
      from: "'/cgi-bin/component/modify_wxa_jump_domain'",
      to: "'/wxa/modify_jump_domain'",
    },
  },
  {
    document: 'S3',
    what: 'action',
    item: '`get`, example 1',
    sentence: 'the body is that of the example, and the printed reply is read',
    prove: getting,
    breakage: { file: pool, from: "body: { action: 'get' }", to: "body: { action: 'get', [field]: '' }" },
  },
  {
    document: 'S3',
    what: 'action',
    item: '`set`, example 2',
    sentence: 'the whole body is that of the example',
    prove: setting,
    breakage: { file: steps, from: "{ action: 'set', domains: fromKinds(", to: "{ action: 'add', domains: fromKinds(" },
  },
  {
    document: 'S3',
    what: 'action',
    item: '`add`, example 3',
    sentence: 'the whole body is that of the example, and the printed reply settles it',
    prove: adding,
    breakage: {
      file: steps,
      from: "return [{ action: 'add', domains: operation.domains }]",
      to: "return [{ action: 'set', domains: operation.domains }]",
    },
  },
  {
    document: 'S3',
    what: 'action',
    item: '`delete`, example 4',
    sentence: 'the whole body is that of the example',
    prove: deleting,
    breakage: {
      file: steps,
      from: "return [{ action: 'delete', domains: operation.domains }]",
      to: "return [{ action: 'set', domains: operation.domains }]",
    },
  },
  {
    document: 'S3',
    what: 'request field',
    item: '`wxa_jump_h5_domain`: bare hosts joined by `;`, no path',
    sentence: 'the domains go without their scheme, joined by `;`',
    prove: bare,
    breakage: { file: pool, from: "domains.map(withoutScheme).join(';')", to: "domains.join(';')" },
  },
  {
    document: 'S3',
    what: 'request field',
    item: '`is_modify_published_together` true',
    sentence: 'a change for both versions says true, and loses nothing that only the testing one lists',
    prove: nothingLost,
    breakage: { file: pool, from: 'if (staged.every((domain) =>', to: 'if (staged.some((domain) =>' },
  },
  {
    document: 'S3',
    what: 'request field',
    item: '`is_modify_published_together` false',
    sentence: 'a change for the testing version says false',
    prove: setting,
    breakage: {
      file: pool,
      from: "if (call.version === 'testing') return send(observed, call, step, false)",
      to: "if (call.version === 'testing') return send(observed, call, step, true)",
    },
  },
  {
    document: 'S3',
    what: 'reply field',
    item: '`errcode`, `errmsg`, the four example replies',
    sentence: 'the printed reply settles an add without another look',
    prove: adding,
    breakage: { file: pool, from: "action === 'delete' || !isListed", to: "action === 'add' || !isListed" },
  },
  {
    document: 'S3',
    what: 'reply field',
    item: '`published_wxa_jump_h5_domain`',
    sentence: 'what the published version lists is told',
    prove: readApart('published', ['https://www.qq.com']),
    breakage: { file: pool, from: 'published: reply[`published_${field}`]', to: 'published: undefined' },
  },
  {
    document: 'S3',
    what: 'reply field',
    item: '`testing_wxa_jump_h5_domain`',
    sentence: 'what the testing version lists is told beside it',
    prove: readApart('testing', ['https://www.qq.com', 'https://beta.qq.com']),
    breakage: {
      file: pool,
      from: 'testing: reply[`testing_${field}`]',
      to: 'testing: reply[`published_${field}`]',
    },
  },
  {
    document: 'S3',
    what: 'reply field',
    item: '`published_…` absent where the platform is not published',
    sentence: 'the testing version is in force then, and is written alone, in one call',
    prove: unpublished,
    breakage: {
      file: pool,
      from: 'published === undefined)\n      return send(observed, call, step, false)',
      to: 'published === undefined)\n      return send(observed, call, step, true)',
    },
  },
  {
    document: 'S3',
    what: 'reply field',
    item: '`invalid_wxa_jump_h5_domain`',
    sentence: 'the domain that it names is the one that was not verified',
    prove: invalid,
    breakage: { file: pool, from: 'invalid: reply[`invalid_${field}`]', to: "invalid: ['www.qq.com']" },
  },
  {
    document: 'S3',
    what: 'rule',
    item: 'the confirm file is at the root of the domain',
    sentence: 'a -1 of this call, which a missing file gives for good, points to it after a read',
    prove: confirmFile,
    breakage: {
      file: `${src}/wire/codes.ts`,
      from: 'busyOrNoConfirmFile, -1)',
      to: 'busyOrNoConfirmFile, -9999)',
    },
  },
  {
    document: 'S3',
    what: 'rule',
    item: 'at most 200 domains (300 on the newer page)',
    sentence: 'one more than a limit of 200 is refused before anything is sent',
    prove: tooMany,
    breakage: {
      file: 'packages/core/src/change/change.ts',
      from: "const excess = tag === 'Delete' || list.tellsPerKind === true ? [] : overLimit(list, named, checked)",
      to: 'const excess: ReadonlyArray<Refusal> = []',
    },
  },
  {
    document: 'S3',
    what: 'code',
    item: '-1',
    sentence: 'the vendor is busy, and the list is read before anything else',
    prove: failing(-1, 'VendorBusy'),
    breakage: {
      file: `${src}/wire/codes.ts`,
      from: 'vendorBusy(where, evidence, {',
      to: "rateLimited(where, evidence, 'unknown', {",
    },
  },
  {
    document: 'S3',
    what: 'code',
    item: '61028',
    sentence: 'the platform is not published: the testing version is written alone',
    prove: fallingBack,
    breakage: {
      file: `${src}/wire/codes.ts`,
      from: "'platform-unpublished'), 61028",
      to: "'platform-unpublished'), 961028",
    },
  },
  {
    document: 'S3',
    what: 'code',
    item: '65316',
    sentence: 'there is no room left',
    prove: failing(65316, 'LimitReached'),
    breakage: { file: `${src}/wire/codes.ts`, from: 'limitReached, 65316', to: 'limitReached, 965316' },
  },
  {
    document: 'S3',
    what: 'code',
    item: '9410016',
    sentence: 'domains that were not verified are an outcome, not an error',
    prove: invalidIsOutcome,
    breakage: { file: `${src}/wire/codes.ts`, from: "'not-taken'), 9410016", to: "'not-taken'), 9999999" },
  },
  {
    document: 'S3',
    what: 'code',
    item: '40052',
    sentence: 'the request is wrong',
    prove: failing(40052, 'RequestRejected'),
    breakage: { file: `${src}/wire/codes.ts`, from: ' 40052,', to: ' 940052,' },
  },
  {
    document: 'S3',
    what: 'code',
    item: '40039',
    sentence: 'the form of a domain is wrong',
    prove: badUrl,
    breakage: { file: `${src}/wire/codes.ts`, from: "refused('format'), 40039", to: "refused('format'), 940039" },
  },
]
