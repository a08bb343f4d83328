import { request } from 'node:http'
import type { Emulator, Fault } from '../../src/index.js'
import { jsonOf, toWechat, withEmulator } from '../client.js'

const path = '/wxa/modify_domain'
const add = { action: 'add', requestdomain: ['https://a.example.com'] }
const configured = ({ wechat }: Emulator) => wechat.state().apps['wx-app-1']?.server.configured.requestdomain
const last = ({ wechat }: Emulator) => wechat.requests().at(-1)

/** What a client meets: the bytes it got, or the code of the error it died of. */
const meet = (emulator: Emulator): Promise<{ readonly body: string; readonly error: string }> =>
  new Promise((resolve) => {
    const chunks: Array<string> = []
    const done = (error: string): void => resolve({ body: chunks.join(''), error })
    const failed = (error: Error): void => done('code' in error ? String(error.code) : error.message)
    const url = `${emulator.wechat.baseUrl}${path}?access_token=token-wx-app-1`
    const sent = request(url, { method: 'POST', agent: false }, (response) => {
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => chunks.push(chunk))
      response.on('end', () => done(''))
      response.on('error', failed)
    })
    sent.on('error', failed)
    sent.end(JSON.stringify(add))
  })

describe('faults', () => {
  it.each<[Fault, string, boolean]>([
    [{ kind: 'refuse' }, 'ECONNRESET', false],
    [{ kind: 'reset-before' }, 'ECONNRESET', false],
    [{ kind: 'reset-after' }, 'ECONNRESET', true],
    [{ kind: 'cut-body', bytes: 10 }, 'ECONNRESET', true],
    [{ kind: 'cut-body', bytes: 10, effect: 'none' }, 'ECONNRESET', false],
  ])('break the connection with %j', (fault, error, written) =>
    withEmulator(async (emulator) => {
      emulator.wechat.faults.add(fault)
      const met = await meet(emulator)
      expect(met.error).toBe(error)
      expect(met.body).toBe(fault.kind === 'cut-body' ? '{"errcode"' : '')
      expect(configured(emulator)).toEqual(written ? ['https://a.example.com'] : [])
      expect(last(emulator)).toEqual(expect.objectContaining({ fault: fault.kind, tookEffect: written }))
      expect((await meet(emulator)).error).toBe('')
    })(),
  )

  it.each<[Fault, number, RegExp]>([
    [{ kind: 'empty-body' }, 200, /^$/],
    [{ kind: 'html' }, 502, /^<html>/],
    [{ kind: 'html', status: 200 }, 200, /^<html>/],
    [{ kind: 'duplicate-keys' }, 200, /^{"errcode":-1,"errcode":0,"errmsg":"ok"/],
    [{ kind: 'huge-body', bytes: 50_000 }, 200, /"padding":"x{49000}/],
    [{ kind: 'wrong-length' }, 200, /^{"errcode":0.*_icp_doma$/],
    [{ kind: 'slow-drip', interval: 0 }, 200, /^{"errcode":0.*}$/],
    [{ kind: 'reply', status: 401, body: { error_code: 110 } }, 401, /^{"error_code":110}$/],
    [{ kind: 'reply', body: 'not json' }, 200, /^not json$/],
  ])('bend the answer with %j', (fault, status, text) =>
    withEmulator(async (emulator) => {
      emulator.wechat.faults.add(fault)
      const answer = await toWechat(emulator, path, add)
      expect(answer.status).toBe(status)
      expect(answer.text).toMatch(text)
    })(),
  )

  it(
    'send noise under the name of gzip',
    withEmulator(async (emulator) => {
      emulator.wechat.faults.add({ kind: 'garbage-gzip' })
      await expect(toWechat(emulator, path, add)).rejects.toThrow()
    }),
  )

  it.each(['stall-headers', 'stall-body'] as const)('%s until the client gives up', (kind) =>
    withEmulator(async (emulator) => {
      emulator.wechat.faults.add({ kind })
      const url = `${emulator.wechat.baseUrl}${path}?access_token=token-wx-app-1`
      const signal = AbortSignal.timeout(50)
      const answer = fetch(url, { method: 'POST', body: JSON.stringify(add), signal }).then((response) =>
        response.text(),
      )
      await expect(answer).rejects.toThrow()
    })(),
  )

  it('stall until the emulator closes', () =>
    withEmulator(async (emulator) => {
      emulator.wechat.faults.add({ kind: 'stall-body' })
      const answer = await fetch(`${emulator.wechat.baseUrl}${path}?access_token=token-wx-app-1`, {
        method: 'POST',
        body: JSON.stringify(add),
      })
      await emulator.close()
      await expect(answer.text()).rejects.toThrow()
    })())

  it(
    'may let the write stand though the answer says otherwise, or let it land late',
    withEmulator(async (emulator) => {
      const body = { errcode: -1, errmsg: 'system error' }
      emulator.wechat.faults.add({ kind: 'reply', body, effect: 'after' })
      expect(jsonOf(await toWechat(emulator, path, add))).toEqual(body)
      expect(configured(emulator)).toEqual(['https://a.example.com'])
      emulator.wechat.reset()
      emulator.wechat.faults.add({ kind: 'reply', body, effect: 'before' })
      await toWechat(emulator, path, add)
      await toWechat(emulator, path, { action: 'get' })
      expect(configured(emulator)).toEqual(['https://a.example.com'])
      expect(emulator.wechat.requests()[0]?.tookEffect).toBe(true)
    }),
  )

  it(
    'revoke a token between two calls',
    withEmulator(async (emulator) => {
      emulator.wechat.faults.add({ kind: 'revoke-token', state: 'expired' })
      expect(jsonOf(await toWechat(emulator, path, add))).toEqual(expect.objectContaining({ errcode: 0 }))
      expect(jsonOf(await toWechat(emulator, path, add))).toEqual(expect.objectContaining({ errcode: 42001 }))
    }),
  )

  it(
    'make the port refuse and open again',
    withEmulator(async (emulator) => {
      await emulator.wechat.faults.closePort()
      expect((await meet(emulator)).error).toBe('ECONNREFUSED')
      await emulator.wechat.faults.openPort()
      expect((await meet(emulator)).error).toBe('')
    }),
  )
})
