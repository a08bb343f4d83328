import { addDomains, copyPool, deleteDomains, setDomains } from '@mini-domains/core'
import { type Capture, startCapture } from '../captured.js'

let capture: Capture
beforeAll(async () => {
  capture = await startCapture()
})
afterEach(() => capture.clear())
afterAll(() => capture.close())

const nothingListed =
  '{"errno":0,"msg":"success","data":{"request_domain":"","socket_domain":"","download_domain":"","upload_domain":""}}'
const form = 'application/x-www-form-urlencoded'
const empty = { request: [], socket: [], download: [], upload: [] }
const servers = {
  upload: ['https://www.baidu.com'],
  request: ['https://www.baidu.com', 'https://a.example.com'],
  socket: ['wss://www.baidu.com'],
  download: ['https://www.baidu.com'],
}
const encoded =
  'request_domain=https%3A%2F%2Fwww.baidu.com%2Chttps%3A%2F%2Fa.example.com&socket_domain=wss%3A%2F%2Fwww.baidu.com' +
  '&download_domain=https%3A%2F%2Fwww.baidu.com&upload_domain=https%3A%2F%2Fwww.baidu.com'

const levels = [
  {
    level: 'app',
    server: '/rest/2.0/smartapp/app/modifydomain',
    webview: '/rest/2.0/smartapp/app/modifywebviewdomain',
  },
  { level: 'tp', server: '/rest/2.0/smartapp/tp/modifydomain', webview: '/rest/2.0/smartapp/tp/modifywebviewdomain' },
] as const

for (const { level, server, webview } of levels) {
  const token = level === 'app' ? '45.app' : '42.tp'
  const domains = () => (level === 'app' ? capture.provider().app('1') : capture.provider().platform)
  const request = (path: string, body: string) => ({
    method: 'POST',
    url: `${path}?access_token=${token}`,
    contentType: form,
    body,
  })

  describe(`${level}/modifydomain`, () => {
    test('get sends the action alone', async () => {
      capture.answer(nothingListed)
      await domains().server.get()
      expect(capture.requests).toEqual([request(server, 'action=get')])
    })

    test('add sends the four fields in the order of the document, each a comma string', async () => {
      await domains()
        .server.modify(addDomains(servers), { observed: { domains: empty } })
        .catch(() => undefined)
      expect(capture.requests[0]).toEqual(request(server, `action=add&${encoded}`))
    })

    test('delete sends only the kinds that lose something', async () => {
      await domains()
        .server.modify(deleteDomains({ socket: ['www.baidu.com'], upload: ['absent.example.com'] }), {
          observed: { domains: servers },
        })
        .catch(() => undefined)
      expect(capture.requests[0]).toEqual(request(server, 'action=delete&socket_domain=wss%3A%2F%2Fwww.baidu.com'))
    })

    test('set sends every kind that has domains, named or not', async () => {
      await domains()
        .server.modify(setDomains({ socket: ['www.baidu.com'] }), { observed: { domains: { ...servers, socket: [] } } })
        .catch(() => undefined)
      expect(capture.requests[0]).toEqual(request(server, `action=set&${encoded}`))
    })
  })

  describe(`${level}/modifywebviewdomain`, () => {
    test('get sends the action alone', async () => {
      capture.answer('{"errno":0,"msg":"success","data":""}')
      await domains().webview.get()
      expect(capture.requests).toEqual([request(webview, 'action=get')])
    })

    for (const [action, change, observed] of [
      ['add', addDomains({ webview: ['a.example.com', 'www.baidu.com'] }), []],
      ['delete', deleteDomains({ webview: ['a.example.com', 'www.baidu.com'] }), 'both'],
      ['set', setDomains({ webview: ['a.example.com', 'www.baidu.com'] }), []],
    ] as const)
      test(`${action} sends one comma string`, async () => {
        const both = ['https://a.example.com', 'https://www.baidu.com']
        await domains()
          .webview.modify(change, { observed: { domains: { webview: observed === 'both' ? both : [] } } })
          .catch(() => undefined)
        const list = 'web_view_domain=https%3A%2F%2Fa.example.com%2Chttps%3A%2F%2Fwww.baidu.com'
        expect(capture.requests[0]).toEqual(request(webview, `action=${action}&${list}`))
      })
  })
}

for (const list of ['server', 'webview'] as const)
  test(`copyPool of ${list} domains sends an empty form: no action and no field`, async () => {
    const app = capture.provider().app('1')
    capture.answer(list === 'server' ? nothingListed : '{"errno":0,"msg":"success","data":""}')
    await (list === 'server' ? app.server.modify(copyPool) : app.webview.modify(copyPool))
    const path = levels[0][list]
    expect(capture.requests[1]).toEqual({
      method: 'POST',
      url: `${path}?access_token=45.app`,
      contentType: form,
      body: '',
    })
  })

test('the confirm file is asked for by GET, without a body', async () => {
  capture.answer({
    headers: { 'content-type': 'text/plain', 'content-disposition': 'attachment; filename=a.txt' },
    body: 'x',
  })
  await capture.provider().platform.confirmFile()
  expect(capture.requests).toEqual([
    {
      method: 'GET',
      url: '/rest/2.0/smartapp/tp/download/domaincer?access_token=42.tp',
      contentType: undefined,
      body: '',
    },
  ])
})
