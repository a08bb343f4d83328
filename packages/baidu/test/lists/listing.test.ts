import { setDomains } from '@mini-domains/core'
import { type Capture, startCapture } from '../captured.js'
import { rejection } from '../emulated.js'

let capture: Capture
beforeAll(async () => {
  capture = await startCapture()
})
afterEach(() => capture.clear())
afterAll(() => capture.close())

const server = () => capture.provider().app('1').server.get()
const webview = () => capture.provider().app('1').webview.get()
const both = ['https://a.example.com', 'https://b.example.com']
const nothing = { request: [], socket: [], download: [], upload: [] }

describe("the documents' replies", () => {
  test('the app server example: comma strings, duplicates, wss in download lists', async () => {
    capture.answer(`{
    "errno":0,
    "msg":"success",
    "data":
    {
        "request_domain":"https://www.baidu.com,https://www.baidu.com",
        "socket_domain":"wss://www.baidu.com,wss://www.baidu.com",
        "download_domain":"wss://www.baidu.com,wss://www.baidu.com",
        "upload_domain":"wss://www.baidu.com,wss://www.baidu.com"
    }
}`)
    expect(await server()).toEqual({
      domains: {
        request: ['https://www.baidu.com'],
        socket: ['wss://www.baidu.com'],
        download: ['wss://www.baidu.com'],
        upload: ['wss://www.baidu.com'],
      },
    })
  })

  test('the app webview example: data is a string', async () => {
    capture.answer('{"errno":0,"msg":"success","data":"https://www.baidu.com,https://www.baidu.com"}')
    expect(await webview()).toEqual({ domains: { webview: ['https://www.baidu.com'] } })
  })

  test('the platform twins answer arrays', async () => {
    capture.answer(
      `{"errno":0,"msg":"success","data":{"request_domain":${JSON.stringify(both)},"socket_domain":[],"download_domain":[],"upload_domain":[]}}`,
    )
    expect(await capture.provider().platform.server.get()).toEqual({ domains: { ...nothing, request: both } })
    capture.answer(`{"errno":0,"msg":"success","data":${JSON.stringify(both)}}`)
    expect(await capture.provider().platform.webview.get()).toEqual({ domains: { webview: both } })
  })
})

describe('a listing is read in every shape that may come', () => {
  test.each([
    ['a comma string with spaces and empty entries', '" https://a.example.com ,,https://b.example.com/, "'],
    ['an array', JSON.stringify(both)],
    ['an array with a comma string in it', JSON.stringify([both.join(','), ''])],
    ['an object of a string', `{"web_view_domain":"${both.join(',')}"}`],
    ['an object of an array', `{"web_view_domain":${JSON.stringify(both)}}`],
  ])('%s', async (_, data) => {
    capture.answer(`{"errno":0,"data":${data}}`)
    expect(await webview()).toEqual({ domains: { webview: both } })
  })

  test.each([
    '{"request_domain":"","socket_domain":"","download_domain":"","upload_domain":""}',
    '{"request_domain":[],"socket_domain":[],"download_domain":"","upload_domain":[],"new":1}',
  ])('nothing: %s', async (data) => {
    capture.answer(`{"errno":0,"data":${data}}`)
    expect(await server()).toEqual({ domains: nothing })
  })

  test.each(['""', '[]', '{"web_view_domain":""}', '{"web_view_domain":[]}'])(
    'nothing, of the one kind that is told: %s',
    async (data) => {
      capture.answer(`{"errno":0,"data":${data}}`)
      expect(await webview()).toEqual({ domains: { webview: [] } })
    },
  )

  test('own keys only: __proto__ in a reply is a key like any other', async () => {
    const rest = '"request_domain":"https://a.example.com","download_domain":"","upload_domain":""'
    capture.answer(`{"errno":0,"data":{${rest},"socket_domain":"","__proto__":{"socket_domain":"wss://x.com"}}}`)
    expect(await server()).toEqual({ domains: { ...nothing, request: ['https://a.example.com'] } })
    capture.answer(`{"errno":0,"data":{${rest},"__proto__":{"socket_domain":"wss://x.com"}}}`)
    expect(await rejection(server())).toMatchObject({ _tag: 'UnreadableReply', path: 'data.socket_domain' })
  })
})

describe('a kind that a reply leaves out is not empty: a set would empty it', () => {
  const kinds = ['request_domain', 'socket_domain', 'download_domain', 'upload_domain']

  test.each(kinds)('%s left out or null is told by its path', async (kind) => {
    for (const lists of [{}, { [kind]: null }]) {
      const told = Object.fromEntries(kinds.filter((other) => other !== kind).map((other) => [other, '']))
      capture.answer(JSON.stringify({ errno: 0, data: { ...told, ...lists } }))
      expect(await rejection(server())).toMatchObject({
        _tag: 'UnreadableReply',
        path: `data.${kind}`,
        applied: 'no',
      })
    }
  })

  test.each(['{}', '[]', '""', 'null', '{"new":1}'])('%s is no list of server domains', async (data) => {
    capture.answer(`{"errno":0,"data":${data}}`)
    expect(await rejection(server())).toMatchObject({ _tag: 'UnreadableReply', path: 'data', applied: 'no' })
  })

  test.each(['{}', 'null', '{"web_view_domain":null}', '{"web_view_domains":""}'])(
    '%s is no list of webview domains',
    async (data) => {
      capture.answer(`{"errno":0,"data":${data}}`)
      expect(await rejection(webview())).toMatchObject({ _tag: 'UnreadableReply', applied: 'no' })
    },
  )

  test.each(['', ',"data":null', ',"data":{}', ',"data":[]', ',"data":{"request_domain":""}'])(
    'and the error says how to tell that it is: %s',
    async (data) => {
      capture.answer(`{"errno":0,"msg":"success"${data}}`)
      expect(JSON.stringify(await rejection(server()))).toContain('absentData')
    },
  )

  test.each([
    ',"data":7',
    ',"data":{"new":1}',
    ',"data":{"request_domain":7,"socket_domain":"","download_domain":"","upload_domain":""}',
  ])('but not where the reply is of another shape: %s', async (data) => {
    capture.answer(`{"errno":0,"msg":"success"${data}}`)
    expect(JSON.stringify(await rejection(server()))).not.toContain('absentData')
  })

  test('a set on such a list sends nothing, so that nothing is emptied', async () => {
    capture.answer('{"errno":0,"data":{"request_domain":"https://a.example.com"}}')
    const change = setDomains<'request'>({ request: ['b.example.com'] })
    for (const list of [capture.provider().app('1').server, capture.provider().platform.server])
      expect(await rejection(list.modify(change))).toMatchObject({ _tag: 'UnreadableReply', applied: 'no' })
    expect(capture.requests.map(({ body }) => body)).toEqual(['action=get', 'action=get'])
  })
})

describe('a listing that cannot be read is an error with a path, never an empty list', () => {
  test.each([
    ['no data', '{"errno":0,"msg":"success"}', 'data'],
    ['null', '{"errno":0,"data":null}', 'data'],
    ['a number', '{"errno":0,"data":7}', 'data'],
    ['true', '{"errno":0,"data":true}', 'data'],
    ['a string for four kinds', '{"errno":0,"data":"https://a.example.com"}', 'data'],
    ['an array for four kinds', '{"errno":0,"data":["https://a.example.com"]}', 'data'],
    ['an object with no field that is known', '{"errno":0,"data":{"requestdomain":"https://a.example.com"}}', 'data'],
    ['a number in a field', '{"errno":0,"data":{"request_domain":7}}', 'data.request_domain'],
    [
      'a number in an array',
      '{"errno":0,"data":{"request_domain":["https://a.example.com",7]}}',
      'data.request_domain',
    ],
    ['an object in a field', '{"errno":0,"data":{"request_domain":"","socket_domain":{}}}', 'data.socket_domain'],
  ])('%s', async (_, body, path) => {
    capture.answer(body)
    expect(await rejection(server())).toMatchObject({ _tag: 'UnreadableReply', path, applied: 'no' })
  })

  test.each(['', ',"data":null', ',"data":{}', ',"data":[]', ',"data":""'])(
    'with absentData: empty, what a reply leaves out is empty: %s',
    async (data) => {
      capture.answer(`{"errno":0,"msg":"success"${data}}`)
      const app = capture.provider({ absentData: 'empty' }).app('1')
      expect(await app.server.get()).toEqual({ domains: nothing })
      expect(await app.webview.get()).toEqual({ domains: { webview: [] } })
    },
  )

  test('with absentData: empty, a kind left out is empty too', async () => {
    capture.answer('{"errno":0,"data":{"request_domain":"https://a.example.com","socket_domain":null}}')
    const app = capture.provider({ absentData: 'empty' }).app('1')
    expect(await app.server.get()).toEqual({ domains: { ...nothing, request: ['https://a.example.com'] } })
  })
})
