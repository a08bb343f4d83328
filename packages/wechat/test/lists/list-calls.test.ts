import {
  type DomainError,
  type DomainProvider,
  type DomainSet,
  type Outcome,
  type ServerKind,
  addDomains,
  copyPool,
  deleteDomains,
  isComplete,
  setDomains,
} from '@mini-domains/core'
import { matchItem } from '@mini-domains/core/adapter'
import type * as E from 'fp-ts/lib/Either.js'
import { inBoth, left, providerAt, right } from '../provider-under-test.js'
import { type Reply, type ScriptedVendor, withReplies } from '../scripted-vendor.js'

const none = { request: [], socket: [], upload: [], download: [], udp: [], tcp: [] }
const four = {
  requestdomain: ['https://www.qq.com', 'https://www.qq.com'],
  wsrequestdomain: ['wss://www.qq.com', 'wss://www.qq.com'],
  uploaddomain: ['https://www.qq.com', 'https://www.qq.com'],
  downloaddomain: ['https://www.qq.com', 'https://www.qq.com'],
}
const server = {
  request: ['https://www.qq.com'],
  socket: ['wss://www.qq.com'],
  upload: ['https://www.qq.com'],
  download: ['https://www.qq.com'],
}
const withUdp = { domains: { ...none, ...server, udp: ['udp://u.qq.com'] } }
const setNew = setDomains({ request: ['new.qq.com'] })

const ok = (fields: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ errcode: 0, errmsg: 'ok', ...fields })

const replying = <A>(
  replies: ReadonlyArray<Reply>,
  test: (provider: DomainProvider, vendor: ScriptedVendor) => Promise<A>,
) => withReplies(replies, (vendor) => test(providerAt(vendor.baseUrl), vendor))

const app = (provider: DomainProvider) => provider.app('wx-app-1')

/** `request https://a.example.com: accepted` for each item. */
const told = <K extends ServerKind | 'webview'>(outcome: Outcome<K>): ReadonlyArray<string> =>
  outcome.items.map((item) => {
    const verdict = matchItem<K, string>({
      accepted: () => 'accepted',
      already: () => 'already',
      rejected: (_, { reason, attribution }) => `${reason} (${attribution})`,
    })(item)
    return `${item.kind} ${item.domain}: ${verdict}`
  })

describe('the replies that the documents print', () => {
  it('S0 and S2: the reply to a get gives each list once, under the neutral names', async () => {
    await replying([ok(four)], async (provider) => {
      expect(right(await app(provider).server.get()())).toEqual({ domains: server })
    })
  })

  it('S0 and S2: a kind that the reply leaves out is not known, and is not taken to be empty', async () => {
    await replying([ok(four)], async (provider, vendor) => {
      const change = app(provider).server.modify(addDomains({ udp: ['udp://a.qq.com'] }))
      expect(left(await change())).toMatchObject({ _tag: 'UnreadableReply', path: 'udp', applied: 'no' })
      expect(vendor.sent).toHaveLength(1)
    })
  })

  it('S0: the reply as the page prints it, with a comment and commas too many, is no JSON and is told so', async () => {
    const printed = '{"errcode":0,"errmsg":"ok",\n//以下字段仅在get时返回\n"requestdomain":["https://www.qq.com"],}'
    await replying([printed], async (provider) => {
      expect(left(await app(provider).server.get()())).toMatchObject({ _tag: 'UnreadableReply', expected: 'JSON' })
    })
  })

  it('S2: a reply to add that lists what was taken settles the change without a second look', async () => {
    await replying([ok(four)], async (provider, { sent }) => {
      const outcome = right(await app(provider).server.modify(addDomains(server), { observed: { domains: none } })())
      expect(told(outcome)).toEqual([
        'request https://www.qq.com: accepted',
        'socket wss://www.qq.com: accepted',
        'upload https://www.qq.com: accepted',
        'download https://www.qq.com: accepted',
      ])
      expect(outcome.modification).toBe('spent')
      expect(outcome.httpStatus).toBe(200)
      expect(sent).toHaveLength(1)
    })
  })

  it('S0: a reply to add with errcode and errmsg alone is settled by a look at the list', async () => {
    await replying([ok({}), ok(four)], async (provider, { sent }) => {
      const outcome = right(await app(provider).server.modify(addDomains(server), { observed: { domains: none } })())
      expect(isComplete(outcome)).toBe(true)
      expect(sent.map(({ body }) => body.slice(0, 15))).toEqual(['{"action":"add"', '{"action":"get"'])
    })
  })

  it('S0: setwebviewdomain answers errcode and errmsg, and the list tells what became of each domain', async () => {
    const webview = ['https://www.qq.com', 'https://m.qq.com']
    await replying([ok({}), ok({ webviewdomain: webview })], async (provider) => {
      const outcome = right(
        await app(provider).webview.modify(addDomains({ webview }), { observed: { domains: { webview: [] } } })(),
      )
      expect(told(outcome)).toEqual(['webview https://www.qq.com: accepted', 'webview https://m.qq.com: accepted'])
    })
  })

  it('a webviewdomain list in the reply to an add, as an SDK sample has it, needs no second look', async () => {
    const webview = ['https://www.qq.com', 'https://m.qq.com']
    await replying([ok({ webviewdomain: webview })], async (provider, { sent }) => {
      const outcome = right(
        await app(provider).webview.modify(addDomains({ webview }), { observed: { domains: { webview: [] } } })(),
      )
      expect(isComplete(outcome)).toBe(true)
      expect(sent).toHaveLength(1)
    })
  })

  const s3 = ok({
    published_wxa_jump_h5_domain: 'www.qq.com;wx.qq.com',
    testing_wxa_jump_h5_domain: 'www.qq.com;wx.qq.com',
  })

  it('S3: the reply of all four examples is read from published_ and testing_wxa_jump_h5_domain', async () => {
    await replying([s3], async (provider) => {
      const both = { webview: ['https://www.qq.com', 'https://wx.qq.com'] }
      expect(right(await provider.platform.webview.get()())).toEqual(inBoth(both))
    })
  })

  it('S3: the reply to an add lists what is in force, which settles the change', async () => {
    await replying([s3], async (provider, { sent }) => {
      const change = addDomains({ webview: ['www.qq.com', 'wx.qq.com'] })
      const outcome = right(await provider.platform.webview.modify(change, { observed: inBoth({ webview: [] }) })())
      expect(isComplete(outcome)).toBe(true)
      expect(sent).toHaveLength(1)
    })
  })

  it('S3: invalid_wxa_jump_h5_domain names what 9410016 refused', async () => {
    const refused = JSON.stringify({
      errcode: 9410016,
      errmsg: 'invalid domain rid: 61930ce9-4e2605ba-0fb2cd5d',
      invalid_wxa_jump_h5_domain: 'wx.qq.com',
    })
    await replying(
      [refused, ok({ published_wxa_jump_h5_domain: '', testing_wxa_jump_h5_domain: '' })],
      async (provider) => {
        const change = addDomains({ webview: ['www.qq.com', 'wx.qq.com'] })
        const outcome = right(await provider.platform.webview.modify(change, { observed: inBoth({ webview: [] }) })())
        expect(told(outcome)).toEqual([
          'webview https://www.qq.com: not-taken (presumed)',
          'webview https://wx.qq.com: not-verified (this-domain)',
        ])
        expect(outcome).toMatchObject({ vendorCode: 9410016, requestId: '61930ce9-4e2605ba-0fb2cd5d' })
      },
    )
  })
})

describe('exchanges seen on the wire', () => {
  const mangled = ['wss:\\/\\/https:\\/\\/c-b.example.com']
  const fields =
    '"udpdomain":[],"tcpdomain":[],"invalid_requestdomain":[],' +
    `"invalid_wsrequestdomain":["${mangled.join()}"],"invalid_uploaddomain":[],"invalid_downloaddomain":[],` +
    '"invalid_udpdomain":[],"invalid_tcpdomain":[],"no_icp_domain":[]}'
  const change = addDomains({
    request: ['https://a.example.com'],
    socket: ['wss://c-b.example.com'],
    upload: ['https://d.example.com'],
  })

  it('C-0002c6d2 with 85301: the mangled name is matched, the silent ones are looked up', async () => {
    const first =
      '{"errcode":85301,"errmsg":"no domain to modify after filtered, please confirm the domain has been set in ' +
      'miniprogram or open, and follows the rule of domains rid: 61930ce9-4e2605ba-0fb2cd5d","requestdomain":[],' +
      `"wsrequestdomain":[],"uploaddomain":[],"downloaddomain":[],${fields}`
    const look = ok({ ...four, requestdomain: ['https://a.example.com'] })
    await replying([first, look], async (provider) => {
      const outcome = right(await app(provider).server.modify(change, { observed: { domains: none } })())
      expect(told(outcome)).toEqual([
        'request https://a.example.com: accepted',
        'socket wss://c-b.example.com: format (this-domain)',
        'upload https://d.example.com: not-in-pool (presumed)',
      ])
      expect(outcome).toMatchObject({
        vendorCode: 85301,
        requestId: '61930ce9-4e2605ba-0fb2cd5d',
        modification: 'unknown',
      })
    })
  })

  it('C-0002c6d2 with errcode 0: a partial success is told domain by domain, never as a whole', async () => {
    const first =
      '{"errcode":0,"errmsg":"ok","requestdomain":["https:\\/\\/a.example.com"],"wsrequestdomain":[],' +
      `"uploaddomain":["https:\\/\\/d.example.com"],"downloaddomain":[],${fields}`
    await replying([first], async (provider, { sent }) => {
      const outcome = right(await app(provider).server.modify(change, { observed: { domains: none } })())
      expect(told(outcome)).toEqual([
        'request https://a.example.com: accepted',
        'socket wss://c-b.example.com: format (this-domain)',
        'upload https://d.example.com: accepted',
      ])
      expect(isComplete(outcome)).toBe(false)
      expect(sent).toHaveLength(1)
    })
  })

  it('no_icp_domain is one flat list: a host in it is rejected in every kind, whatever scheme or port it comes with', async () => {
    const reply = ok({ ...four, requestdomain: [], uploaddomain: [], no_icp_domain: ['www.qq.com'] })
    const asked = addDomains({ request: ['https://www.qq.com:8443'], socket: ['www.qq.com'], upload: ['m.qq.com'] })
    await replying([{ status: 200, body: reply }, ok({ ...four, wsrequestdomain: [] })], async (provider) => {
      const outcome = right(await app(provider).server.modify(asked, { observed: { domains: none } })())
      expect(told(outcome)).toEqual([
        'request https://www.qq.com:8443: no-icp (this-domain)',
        'socket wss://www.qq.com: no-icp (this-domain)',
        'upload https://m.qq.com: not-in-pool (presumed)',
      ])
    })
  })

  it('C-000ccaa0: the get of an empty jump pool without errcode and without a published pool is an empty list', async () => {
    await replying(['{"testing_wxa_jump_h5_domain":""}'], async (provider) => {
      expect(right(await provider.platform.webview.get()())).toEqual({
        domains: { webview: [] },
        versions: { testing: { webview: [] } },
      })
    })
  })

  it('C-000ccaa0: -1 of the jump pool is followed by a read and never by the same write', async () => {
    const replies = ['{"errcode":-1,"errmsg":"system error rid: 62a1"}', '{"testing_wxa_jump_h5_domain":""}']
    await replying(replies, async (provider, { sent }) => {
      const added = provider.platform.webview.modify(addDomains({ webview: ['a.qq.com'] }), {
        observed: inBoth({ webview: [] }),
      })
      expect(left(await added())).toMatchObject({
        _tag: 'VendorBusy',
        vendorCode: -1,
        applied: 'unknown',
        modification: 'unknown',
        retry: { when: 'after-read' },
        requestId: '62a1',
      })
      expect(sent.map(({ body }) => body)).toEqual([
        '{"action":"add","is_modify_published_together":true,"wxa_jump_h5_domain":"a.qq.com"}',
        '{"action":"get"}',
      ])
    })
  })

  it("C-000c4670: the app's confirm file is given byte for byte", async () => {
    const reply = ok({ file_name: '87PweoaRBw.txt', file_content: '7c5ffce3ba1f0e2c4b0fd684e371f25b' })
    await replying([reply], async (provider) => {
      const { name, content } = right(await app(provider).confirmFile()())
      expect(name).toBe('87PweoaRBw.txt')
      expect(Buffer.from(content).toString('latin1')).toBe('7c5ffce3ba1f0e2c4b0fd684e371f25b')
    })
  })

  it('C-000c4670: 86103 rejects the domains for their confirm file, and keeps what WeChat said', async () => {
    const reply = '{"errcode":86103,"errmsg":"check confirmfile fail! rid: 6153c5d8-1f7c7c6c-4c6d2b5a"}'
    await withReplies([reply], async ({ baseUrl, sent }) => {
      const provider = providerAt(baseUrl, { appDomains: 'direct' })
      const change2 = addDomains({ webview: ['a.qq.com', 'b.qq.com'] })
      const outcome = right(await app(provider).webview.modify(change2, { observed: { domains: { webview: [] } } })())
      expect(told(outcome)).toEqual([
        'webview https://a.qq.com: confirm-file (one-of-these)',
        'webview https://b.qq.com: confirm-file (one-of-these)',
      ])
      expect(outcome.requestId).toBe('6153c5d8-1f7c7c6c-4c6d2b5a')
      expect(sent).toHaveLength(1)
    })
  })

  it('C-00042e1a: an app with no webview domains has four empty effective lists', async () => {
    const empty = {
      mp_webviewdomain: [],
      third_webviewdomain: [],
      direct_webviewdomain: [],
      effective_webviewdomain: [],
    }
    await replying([ok(empty)], async (provider) => {
      expect(right(await app(provider).webview.effective()())).toEqual({
        effective: { webview: [] },
        origins: { console: { webview: [] }, platform: { webview: [] }, direct: { webview: [] } },
      })
    })
  })

  it('W-EJ: an effective entry with a slash at its end is the same domain', async () => {
    await replying([ok({ effective_webviewdomain: ['https://melody2.howielu.top/'] })], async (provider) => {
      expect(right(await app(provider).webview.effective()())).toEqual({
        effective: { webview: ['https://melody2.howielu.top'] },
        origins: {},
      })
    })
  })

  it('the SKW sample of get_effective_domain is read by origin and kind', async () => {
    const lists = {
      requestdomain: ['https://melody1.qq.com'],
      wsrequestdomain: ['wss://melody2.qq.com'],
      uploaddomain: ['https://melody3.qq.com'],
      downloaddomain: ['https://melody4.qq.com'],
      udpdomain: ['udp://melody2.weixin.qq.com', 'udp://melody5.weixin.qq.com'],
      tcpdomain: ['tcp://melody2.weixin.qq.com', 'tcp://melody6.weixin.qq.com'],
    }
    const read = {
      request: lists.requestdomain,
      socket: lists.wsrequestdomain,
      upload: lists.uploaddomain,
      download: lists.downloaddomain,
      udp: lists.udpdomain,
      tcp: lists.tcpdomain,
    }
    const reply = ok({ mp_domain: lists, third_domain: lists, direct_domain: null, effective_domain: lists })
    await replying([reply], async (provider) => {
      expect(right(await app(provider).server.effective()())).toEqual({
        effective: read,
        origins: { console: read, platform: read },
      })
    })
  })

  it.each([
    ['hint: [QAeN6a05193062]', 'QAeN6a05193062'],
    ['rid: 5f8eac85-5636657f-4eebbb41', '5f8eac85-5636657f-4eebbb41'],
    ['hint: [Ffbe Jlnre-x] rid: 5f505f04-1a2b3c4d-5e6f7a8b', '5f505f04-1a2b3c4d-5e6f7a8b'],
  ])('the request id of "%s" is kept', async (trace, id) => {
    await replying([`{"errcode":89231,"errmsg":"not support single ${trace}"}`], async (provider) => {
      expect(left(await app(provider).webview.get()())).toMatchObject({
        _tag: 'PreconditionFailed',
        precondition: 'personal-account',
        requestId: id,
        vendorMessage: `not support single ${trace}`,
      })
    })
  })
})

describe('a reply to a change', () => {
  const add = (provider: DomainProvider, domains: DomainSet<ServerKind>) =>
    app(provider).server.modify(addDomains(domains), { observed: { domains: none } })()

  it('with a domain in neither list is looked up, and told as dropped where it is not there', async () => {
    const drops = ok({ ...four, requestdomain: [] })
    await replying([drops, drops], async (provider) => {
      const outcome = right(await add(provider, { request: ['a.example.com'] }))
      expect(told(outcome)).toEqual(['request https://a.example.com: not-in-pool (presumed)'])
    })
  })

  it('that names a domain which was not sent rejects none of those that were', async () => {
    const reply = ok({ ...four, invalid_requestdomain: ['https://other.example.com'], no_icp_domain: ['other.net'] })
    await replying([reply], async (provider) => {
      expect(told(right(await add(provider, { request: ['www.qq.com'] })))).toEqual([
        'request https://www.qq.com: accepted',
      ])
    })
  })

  it('that names a well-formed domain as invalid is most likely about the pool: the platform has to act', async () => {
    const reply = ok({ ...four, requestdomain: ['https://a.qq.com'], invalid_requestdomain: ['https://b.qq.com'] })
    const look = ok({ ...four, requestdomain: ['https://a.qq.com'] })
    await replying([reply, look], async (provider) => {
      const outcome = right(await add(provider, { request: ['a.qq.com', 'b.qq.com'] }))
      expect(told(outcome)).toEqual([
        'request https://a.qq.com: accepted',
        'request https://b.qq.com: not-in-pool (presumed)',
      ])
      expect(outcome.items[1]).toMatchObject({ rejection: { actor: 'platform' } })
    })
  })

  it('with 85302 gives the reason of the named host to nobody else', async () => {
    const reply = JSON.stringify({ errcode: 85302, errmsg: 'no', ...four, no_icp_domain: ['https://a.qq.com'] })
    await replying([reply, ok(four)], async (provider) => {
      expect(told(right(await add(provider, { request: ['a.qq.com', 'b.qq.com'] })))).toEqual([
        'request https://a.qq.com: no-icp (this-domain)',
        'request https://b.qq.com: not-in-pool (presumed)',
      ])
    })
  })

  it('with a host in two lists tells both reasons', async () => {
    const named = { invalid_requestdomain: ['https://a.qq.com'], no_icp_domain: ['https://a.qq.com'] }
    await replying(
      [JSON.stringify({ errcode: 85303, errmsg: 'no', ...four, ...named }), ok(four)],
      async (provider) => {
        const outcome = right(await add(provider, { request: ['a.qq.com'] }))
        expect(outcome.items).toMatchObject([{ rejection: { reason: 'no-icp', also: ['not-in-pool'] } }])
      },
    )
  })

  it('that lists a domain as taken and only its host as invalid is believed', async () => {
    const reply = ok({
      ...four,
      // A path breaks a rule of form, so this name is no sign of a domain that is outside the pool.
      invalid_requestdomain: ['https://www.qq.com:9/x'],
      requestdomain: ['https://www.qq.com'],
    })
    const look = ok({ ...four, requestdomain: ['https://www.qq.com'] })
    await replying([reply, look], async (provider) => {
      expect(told(right(await add(provider, { request: ['www.qq.com', 'www.qq.com:8443'] })))).toEqual([
        'request https://www.qq.com: accepted',
        'request https://www.qq.com:8443: format (this-domain)',
      ])
    })
  })

  it('with null in the place of lists is read as one without them', async () => {
    const reply = ok({ requestdomain: null, wsrequestdomain: null, invalid_requestdomain: null, no_icp_domain: null })
    await replying([reply, ok(four)], async (provider) => {
      expect(told(right(await add(provider, { request: ['www.qq.com'] })))).toEqual([
        'request https://www.qq.com: accepted',
      ])
    })
  })

  it.each(['{}', '{"errmsg":"ok"}', ok({ requestdomain: 'https://www.qq.com' }), '', '{"errcode":0'])(
    '%j is no success: the list is read, and what it shows is the answer',
    async (reply) => {
      await replying([reply, ok(four)], async (provider, { sent }) => {
        const outcome = right(await add(provider, { request: ['www.qq.com'] }))
        expect(told(outcome)).toEqual(['request https://www.qq.com: accepted'])
        expect(outcome.modification).toBe('spent')
        expect(sent.map(({ body }) => body.slice(0, 15))).toEqual(['{"action":"add"', '{"action":"get"'])
      })
    },
  )

  it('with 85017 after the domain came by another way is settled as accepted by the list', async () => {
    await replying(['{"errcode":85017,"errmsg":"no domain"}', ok(four)], async (provider) => {
      expect(isComplete(right(await add(provider, { request: ['www.qq.com'] })))).toBe(true)
    })
  })

  it('with 85018 refuses the whole call without another look', async () => {
    await replying(['{"errcode":85018,"errmsg":"not set"}'], async (provider, { sent }) => {
      expect(told(right(await add(provider, { request: ['a.qq.com'], udp: ['b.qq.com'] })))).toEqual([
        'request https://a.qq.com: not-in-pool (one-of-these)',
        'udp udp://b.qq.com: not-in-pool (one-of-these)',
      ])
      expect(sent).toHaveLength(1)
    })
  })

  it('keeps a refusal told where its lists are of a wrong type', async () => {
    await replying(['{"errcode":85301,"errmsg":"x rid: 1-2","requestdomain":7}'], async (provider) => {
      expect(left(await add(provider, { request: ['a.qq.com'] }))).toMatchObject({
        _tag: 'UnreadableReply',
        path: 'requestdomain',
        expected: 'an array of text',
        vendorCode: 85301,
        requestId: '1-2',
      })
    })
  })

  it('of hundreds of names in each list is told in full and soon', async () => {
    const request = Array.from({ length: 200 }, (_, index) => `https://h${index}.example.com`)
    const names = Array.from({ length: 20_000 }, (_, index) => `wss://https://h${index}.example.com`)
    await replying([ok({ ...four, requestdomain: [], invalid_requestdomain: names })], async (provider) => {
      const outcome = right(await add(provider, { request }))
      expect(outcome.items).toHaveLength(200)
      expect(outcome.items.every(({ verdict }) => verdict === 'rejected')).toBe(true)
    })
  })

  it('to a delete proves nothing by its lists: what went is seen in the list', async () => {
    await replying([ok(four), ok({ ...four, wsrequestdomain: [] })], async (provider) => {
      const change = deleteDomains({ request: ['www.qq.com'], socket: ['www.qq.com'] })
      const outcome = right(
        await app(provider).server.modify(change, { observed: { domains: { ...none, ...server } } })(),
      )
      expect(told(outcome)).toEqual([
        'request https://www.qq.com: still-listed (presumed)',
        'socket wss://www.qq.com: accepted',
      ])
    })
  })

  it('that lists an entry with white space at its ends has it sent back so', async () => {
    const before = ok({ ...four, requestdomain: [' https://a.qq.com ', 'https://b.qq.com\t'] })
    await replying(
      [before, ok({}), ok({ ...four, requestdomain: ['https://b.qq.com\t'] })],
      async (provider, { sent }) => {
        const change = deleteDomains({ request: ['a.qq.com'] })
        expect(told(right(await app(provider).server.modify(change)()))).toEqual(['request https://a.qq.com: accepted'])
        expect(sent[1]?.body).toBe('{"action":"delete","requestdomain":[" https://a.qq.com "]}')
      },
    )
  })

  it('to a set is always followed by a look, and what it harmed is told', async () => {
    const after = ok({ ...four, requestdomain: ['https://new.qq.com'], udpdomain: [] })
    await replying([ok(four), after], async (provider) => {
      const outcome = right(await app(provider).server.modify(setNew, { observed: withUdp })())
      expect(told(outcome)).toEqual([
        'request https://new.qq.com: accepted',
        'request https://www.qq.com: accepted',
        'udp udp://u.qq.com: lost (this-domain)',
      ])
    })
  })

  it('to a set does not tell as lost what the look after it leaves out: it is not known', async () => {
    await replying([ok(four), ok({ ...four, requestdomain: ['https://new.qq.com'] })], async (provider) => {
      const error = left(await app(provider).server.modify(setNew, { observed: withUdp })())
      expect(error).toMatchObject({ _tag: 'UnreadableReply', path: 'udp', applied: 'yes' })
    })
  })
})

describe('copyPool', () => {
  const copied = (provider: DomainProvider) =>
    app(provider).webview.modify(copyPool, { observed: { domains: { webview: [] } } })()

  it('tells what the pool brought', async () => {
    await replying([ok({}), ok({ webviewdomain: ['https://www.qq.com'] })], async (provider) => {
      expect(told(right(await copied(provider)))).toEqual(['webview https://www.qq.com: accepted'])
    })
  })

  it('of an empty pool (89020) is an error: an outcome without items would read as a success', async () => {
    await replying(['{"errcode":89020,"errmsg":"null!"}', ok({ webviewdomain: [] })], async (provider) => {
      const result: E.Either<DomainError, unknown> = await copied(provider)
      expect(left(result)).toMatchObject({ _tag: 'PreconditionFailed', precondition: 'pool-empty', vendorCode: 89020 })
    })
  })

  it('of nothing new (89019) is an outcome', async () => {
    await replying(
      ['{"errcode":89019,"errmsg":"not change"}', ok({ webviewdomain: ['https://a.qq.com'] })],
      async (provider) => {
        expect(isComplete(right(await copied(provider)))).toBe(true)
      },
    )
  })
})

describe('a read', () => {
  it.each(['requestdomain', 'wsrequestdomain', 'uploaddomain', 'downloaddomain'])(
    'without %s is unreadable: a list that is not told is not an empty list',
    async (field) => {
      await replying([ok({ ...four, [field]: undefined })], async (provider) => {
        expect(left(await app(provider).server.get()())).toMatchObject({ _tag: 'UnreadableReply', path: field })
      })
    },
  )

  it('of an object without any field is unreadable for every list and file', async () => {
    await replying(['{}'], async (provider) => {
      const { server: servers, webview, confirmFile } = app(provider)
      const { platform } = provider
      const tasks = [servers.get(), servers.effective(), webview.get(), webview.effective(), confirmFile()]
      for (const task of [...tasks, platform.server.get(), platform.webview.get(), platform.confirmFile()]) {
        const result: E.Either<DomainError, unknown> = await task()
        expect(left(result)._tag).toBe('UnreadableReply')
      }
    })
  })

  it('names the path of what is wrong inside an object', async () => {
    const reply = ok({ effective_domain: four, mp_domain: { ...four, wsrequestdomain: [1] } })
    await replying([reply], async (provider) => {
      expect(left(await app(provider).server.effective()())).toMatchObject({
        _tag: 'UnreadableReply',
        path: 'mp_domain.wsrequestdomain',
        expected: 'an array of text',
      })
    })
  })

  it('of effective domains that leaves a list out is unreadable at that list', async () => {
    await replying([ok({ effective_domain: {} })], async (provider) => {
      expect(left(await app(provider).server.effective()())).toMatchObject({ path: 'effective_domain.requestdomain' })
    })
  })
})
