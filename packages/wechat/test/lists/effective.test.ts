import { left, providerAt, right } from '../provider-under-test.js'
import { withReplies } from '../scripted-vendor.js'

const lists = {
  requestdomain: ['https://a.example.com'],
  wsrequestdomain: [],
  uploaddomain: [],
  downloaddomain: [],
  udpdomain: [],
  tcpdomain: [],
}
const documented = ['requestdomain', 'wsrequestdomain', 'uploaddomain', 'downloaddomain'] as const
const without = (field: string) => Object.fromEntries(Object.entries(lists).filter(([name]) => name !== field))

const effectiveServer = (reply: Readonly<Record<string, unknown>>) =>
  withReplies([JSON.stringify({ errcode: 0, errmsg: 'ok', ...reply })], ({ baseUrl }) =>
    providerAt(baseUrl).app('wx-app-1').server.effective()(),
  )
const effectiveWebview = (reply: Readonly<Record<string, unknown>>) =>
  withReplies([JSON.stringify({ errcode: 0, errmsg: 'ok', ...reply })], ({ baseUrl }) =>
    providerAt(baseUrl).app('wx-app-1').webview.effective()(),
  )

describe('of the effective domains, a kind that the reply leaves out is never empty', () => {
  test.each(documented)('a documented kind that is missing makes the reply unreadable: %s', async (field) => {
    expect(left(await effectiveServer({ effective_domain: without(field) }))).toMatchObject({
      _tag: 'UnreadableReply',
      path: `effective_domain.${field}`,
      applied: 'no',
    })
  })

  test.each([{}, { effective_domain: {} }, { effective_domain: null }])('as all of them do: %j', async (reply) => {
    expect(left(await effectiveServer(reply))).toMatchObject({ _tag: 'UnreadableReply' })
  })

  test('an origin that tells some kinds tells no others', async () => {
    const { origins } = right(
      await effectiveServer({ effective_domain: lists, third_domain: { requestdomain: ['https://p.example.com'] } }),
    )
    expect(origins).toEqual({ platform: { request: ['https://p.example.com'] } })
  })

  test('an empty list is empty, and an origin that is left out is none', async () => {
    const { effective, origins } = right(await effectiveServer({ effective_domain: lists }))
    expect(effective).toMatchObject({ request: ['https://a.example.com'], socket: [], upload: [], download: [] })
    expect(origins).toEqual({})
  })

  test('webview domains that are missing make the reply unreadable', async () => {
    expect(left(await effectiveWebview({ mp_webviewdomain: ['https://a.example.com'] }))).toMatchObject({
      _tag: 'UnreadableReply',
      path: 'effective_webviewdomain',
    })
    expect(right(await effectiveWebview({ effective_webviewdomain: [] })).effective).toEqual({ webview: [] })
  })
})
