import fc from 'fast-check'
import { mutatedReply } from '../../packages/conformance/src/index.js'

const wechatReplies = [
  '{"errcode":0,"errmsg":"ok","requestdomain":["https:\\/\\/a.example.com"],"wsrequestdomain":["wss://a.example.com"],"uploaddomain":[],"downloaddomain":[],"udpdomain":[],"tcpdomain":[],"invalid_requestdomain":["https://b.example.com"],"no_icp_domain":["c.example.com"]}',
  '{"errcode":85301,"errmsg":"no domain to modify after filtered rid: 6743a1b2-5636657f-4eebbb41","requestdomain":[],"invalid_wsrequestdomain":["wss:\\/\\/https:\\/\\/c.example.com"]}',
  '{"errcode":0,"errmsg":"ok","webviewdomain":["https://a.example.com/","https://b.example.com"]}',
  '{"errcode":0,"errmsg":"ok","published_wxa_server_domain":"a.example.com;b.example.com","testing_wxa_server_domain":"a.example.com","invalid_wxa_server_domain":"c"}',
  '{"errcode":9410016,"errmsg":"invalid rid: 6743a1b2-5636657f-4eebbb41","published_wxa_jump_h5_domain":"a.example.com","testing_wxa_jump_h5_domain":"a.example.com","invalid_wxa_jump_h5_domain":"c.example.com"}',
  '{"errcode":0,"errmsg":"ok","effective_domain":{"requestdomain":["https://a.example.com"]},"mp_domain":{"requestdomain":[]},"third_domain":{},"direct_domain":{}}',
  '{"errcode":0,"errmsg":"ok","effective_webviewdomain":["https://a.example.com"],"mp_webviewdomain":[],"third_webviewdomain":[],"direct_webviewdomain":[]}',
  '{"errcode":0,"errmsg":"ok","file_name":"a.txt","file_content":"7c5ffce3"}',
  '{"errcode":-1,"errmsg":"system error hint: [QAeN6a05193062]"}',
]

const baiduReplies = [
  '{"errno":0,"msg":"success","data":{"request_domain":"https://a.example.com,https://b.example.com","socket_domain":"","download_domain":"","upload_domain":""},"request_id":"5b0c","timestamp":1700000000}',
  '{"errno":0,"msg":"success","data":{"request_domain":["https://a.example.com"],"socket_domain":[],"download_domain":[],"upload_domain":[]}}',
  '{"errno":0,"msg":"success","data":"https://a.example.com,https://b.example.com"}',
  '{"errno":0,"msg":"success","data":["https://a.example.com"]}',
  '{"errno":470014,"msg":"域名格式非法","request_id":1234567890123456789}',
  '{"error_code":110,"error_msg":"Access token invalid or no longer valid"}',
  '{"error":"invalid_grant","error_description":"Invalid authorization code"}',
  '{"errno":0,"msg":"success"}',
]

const keys = fc.constantFrom(
  'errcode',
  'errmsg',
  'errno',
  'msg',
  'data',
  'error_code',
  'error',
  'requestdomain',
  'webviewdomain',
  'request_domain',
  'web_view_domain',
  'published_wxa_server_domain',
  'effective_domain',
  'request_id',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
)

const leaves = fc.oneof(
  fc.constantFrom<unknown>(
    0,
    -1,
    40001,
    85301,
    1e308,
    -0,
    null,
    true,
    '',
    '0',
    'https://a.example.com',
    ';;,,',
    'polluted',
  ),
  fc.string({ unit: 'binary' }),
  fc.double(),
)

const { tree } = fc.letrec<{ readonly tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaves,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.array(fc.tuple(keys, tie('tree')), { maxLength: 6 }).map((entries) => new Map(entries)),
  ),
}))

// A key may stand twice, and `__proto__` must be a key like any other, so objects are written by hand.
const written = (value: unknown): string => {
  if (value instanceof Map)
    return `{${[...value].map(([key, each]) => `${JSON.stringify(key)}:${written(each)}`).join(',')}}`
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`
  return JSON.stringify(value) ?? 'null'
}

const doubled = fc
  .tuple(keys, tree, tree, tree)
  .map(
    ([key, one, two, three]) =>
      `{${JSON.stringify(key)}:${written(one)},"data":${written(three)},${JSON.stringify(key)}:${written(two)}}`,
  )

/** Bodies that no vendor sends: made from its replies, made of its keys, and made of nothing in particular. */
export const strangeBody = (vendor: 'wechat' | 'baidu'): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.constantFrom(...(vendor === 'wechat' ? wechatReplies : baiduReplies)).chain(mutatedReply),
    },
    { weight: 3, arbitrary: tree.map(written) },
    { weight: 1, arbitrary: doubled },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  )

/** Bodies that grow with `size`, of the kinds on which a careless reader spends more than linear time, or its whole stack. */
export const growing: ReadonlyArray<readonly [string, (size: number) => string]> = [
  ['open brackets', (size) => '['.repeat(size)],
  ['nested arrays', (size) => `${'['.repeat(size / 2)}${']'.repeat(size / 2)}`],
  ['nested objects', (size) => `${'{"a":'.repeat(size / 6)}1${'}'.repeat(size / 6)}`],
  [
    'a list that is nested',
    (size) => `{"errcode":0,"errno":0,"requestdomain":${'['.repeat(size / 2)}${']'.repeat(size / 2)}}`,
  ],
  ['backslashes', (size) => `{"errcode":0,"errmsg":"${'\\'.repeat(size)}`],
  ['quotes', (size) => '"'.repeat(size)],
  ['escaped quotes', (size) => `{"a":"${'\\"'.repeat(size / 2)}"}`],
  [
    'a long list',
    (size) => `{"errcode":0,"errno":0,"requestdomain":[${'"https://a.example.com",'.repeat(size / 24)}"b"]}`,
  ],
  [
    'many domains',
    (size) =>
      `{"errcode":0,"requestdomain":[${Array.from({ length: size / 30 }, (_, n) => `"https://h${n}.example.com"`).join(',')}]}`,
  ],
  [
    'a long joined list',
    (size) => `{"errcode":0,"published_wxa_server_domain":"${'a.example.com;'.repeat(size / 14)}"}`,
  ],
  [
    'separators',
    (size) =>
      `{"errcode":0,"published_wxa_server_domain":"${';'.repeat(size)}","errno":0,"data":"${','.repeat(size)}"}`,
  ],
  ['slashes', (size) => `{"errcode":0,"webviewdomain":["https://a.example.com${'/'.repeat(size)}x"]}`],
  [
    'white space',
    (size) =>
      `{"errcode":0,"webviewdomain":["https://a.example.com${' '.repeat(size)}x"],"errno":0,"data":"${' '.repeat(size)}x"}`,
  ],
  ['dots', (size) => `{"errcode":0,"webviewdomain":["https://${'.'.repeat(size)}"]}`],
  ['labels', (size) => `{"errcode":0,"webviewdomain":["https://${'a.'.repeat(size / 2)}"]}`],
  ['marks', (size) => `{"errcode":0,"webviewdomain":["${'://'.repeat(size / 3)}"]}`],
  ['colons', (size) => `{"errcode":0,"webviewdomain":["https://a.example.com${':'.repeat(size)}"]}`],
  ['codes', (size) => `{${'"errcode":0,'.repeat(size / 12)}"errcode":1}`],
  ['keys', (size) => `{${Array.from({ length: size / 12 }, (_, n) => `"k${n}":0`).join(',')},"errcode":1,"errno":1}`],
  ['request ids', (size) => `{"errcode":987654,"errno":987654,"errmsg":"${'rid: '.repeat(size / 5)}","msg":"x"}`],
  ['hints', (size) => `{"errcode":987654,"errmsg":"${'hint: ['.repeat(size / 7)}"}`],
  [
    'names of secrets',
    (size) =>
      `{"errcode":987654,"errno":987654,"errmsg":"${'access_token='.repeat(size / 13)}","msg":"${'a_'.repeat(size / 2)}"}`,
  ],
  ['underscores', (size) => '_'.repeat(size)],
  ['tokens', (size) => 'secret-token'.repeat(size / 12)],
]
