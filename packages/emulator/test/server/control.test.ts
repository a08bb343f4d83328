import { request } from 'node:http'
import type { Emulator } from '../../src/index.js'
import { jsonOf, toWechat, withEmulator } from '../client.js'

const control = async ({ wechat }: Emulator, method: string, command: string, body?: unknown) => {
  const headers = { 'content-type': 'application/json' }
  const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) }
  const response = await fetch(`${wechat.baseUrl}/_emulator/${command}`, init)
  const value: unknown = await response.json()
  return { status: response.status, value }
}
const path = '/wxa/modify_domain'
const add = { action: 'add', requestdomain: ['https://a.example.com'] }

describe('the control API', () => {
  it(
    'shows the same state and report as the code does',
    withEmulator(async (emulator) => {
      await toWechat(emulator, path, add)
      expect((await control(emulator, 'GET', 'state')).value).toEqual(emulator.wechat.state())
      expect((await control(emulator, 'GET', 'requests')).value).toEqual([
        expect.objectContaining({ path, tookEffect: true, owner: 'wx-app-1', body: JSON.stringify(add) }),
      ])
    }),
  )

  it(
    'seeds, releases and resets',
    withEmulator(async (emulator) => {
      const configured = { requestdomain: ['https://a.example.com'] }
      await control(emulator, 'PUT', 'seed', { apps: { 'wx-new': { server: { configured } } } })
      await control(emulator, 'POST', 'release', { appId: 'wx-new' })
      expect(emulator.wechat.state().apps['wx-new']?.server.effective.requestdomain).toEqual(['https://a.example.com'])
      expect((await control(emulator, 'POST', 'release', { appId: 'nobody' })).status).toBe(400)
      await control(emulator, 'POST', 'reset')
      expect(emulator.wechat.state().apps['wx-new']).toBeUndefined()
    }),
  )

  it(
    'refuses a seed with unknown fields or values, and says where',
    withEmulator(async (emulator) => {
      const seed = {
        apps: { x: { tokn: 'a' } },
        profile: { errmsg: 'loud' },
        icpMissing: [1],
        limits: { perKind: '2' },
      }
      expect(await control(emulator, 'PUT', 'seed', seed)).toEqual({
        status: 400,
        value: {
          ok: false,
          problems: [
            'apps.x.tokn: no such field',
            'profile.errmsg: expected one of rid, hint, both',
            'icpMissing: expected a list of strings',
            'limits.perKind: expected a number',
          ],
        },
      })
    }),
  )

  it(
    'scripts faults, lists them and takes them out',
    withEmulator(async (emulator) => {
      const added = await control(emulator, 'POST', 'faults', { kind: 'html', times: 2 })
      expect(added.value).toEqual({ ok: true, id: 'fault-1' })
      expect((await toWechat(emulator, path, add)).status).toBe(502)
      expect((await control(emulator, 'GET', 'faults')).value).toEqual([
        { id: 'fault-1', fault: { kind: 'html', times: 2 }, struck: 1, skipped: 0, left: 1 },
      ])
      await control(emulator, 'DELETE', 'faults/fault-1')
      expect(jsonOf(await toWechat(emulator, path, add))).toEqual(expect.objectContaining({ errcode: 0 }))
      expect((await control(emulator, 'POST', 'faults', { kind: 'flood' })).status).toBe(400)
      expect((await control(emulator, 'GET', 'nothing')).status).toBe(404)
    }),
  )

  // A browser sets these itself, so they are sent by hand here: `fetch` would not let a host or an origin through.
  const sent = (emulator: Emulator, command: string, headers: Readonly<Record<string, string>>, body: string) =>
    new Promise<number>((resolve, reject) => {
      const call = request(`${emulator.wechat.baseUrl}/_emulator/${command}`, { method: 'POST', headers }, (reply) => {
        reply.resume()
        resolve(reply.statusCode ?? 0)
      })
      call.on('error', reject).end(body)
    })
  const json = { 'content-type': 'application/json' }

  it.each([
    ['a host bound to this machine anew', { ...json, host: 'evil.example.com' }, 403],
    ['a host that only begins like this machine', { ...json, host: '127.0.0.1.evil.example.com' }, 403],
    ['the page of another site', { ...json, origin: 'https://evil.example.com' }, 403],
    ['a page without an origin to name', { ...json, origin: 'null' }, 403],
    ['a form', { 'content-type': 'text/plain' }, 415],
    ['a body of no type', {}, 415],
  ])('refuses %s, and changes nothing', (_, headers, status) =>
    withEmulator(async (emulator) => {
      const before = emulator.wechat.state()
      expect(await sent(emulator, 'seed', headers, '{"apps":{"wx-new":{}}}')).toBe(status)
      expect(emulator.wechat.state()).toEqual(before)
    })(),
  )

  it(
    'takes localhost for this machine, and a page of its own',
    withEmulator(async (emulator) => {
      const port = new URL(emulator.wechat.baseUrl).port
      const host = `localhost:${port}`
      expect(await sent(emulator, 'reset', { ...json, host, origin: `http://${host}` }, '{}')).toBe(200)
    }),
  )

  it.each([
    ['push', '{"event":"ticket"}'],
    ['resend', '{"url":"http://127.0.0.1:1/"}'],
    ['seed', '{"platform":{"pushUrl":"http://127.0.0.1:1/"}}'],
    ['seed', '{"platform":{"push\\u0055rl":"http://127.0.0.1:1/"}}'],
  ])('sends nothing out by %s without the token of the start line', (command, body) =>
    withEmulator(async (emulator) => {
      expect(await sent(emulator, command, json, body)).toBe(401)
      expect(await sent(emulator, command, { ...json, authorization: 'Bearer guessed' }, body)).toBe(401)
      const authorization = `Bearer ${emulator.wechat.controlToken}`
      expect(await sent(emulator, command, { ...json, authorization }, body)).not.toBe(401)
    })(),
  )
})
