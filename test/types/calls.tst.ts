import { describe, expect, test } from 'tstyche'
import { wechat } from '../../packages/wechat/src/index.js'
import {
  type DomainError,
  type ItemOutcome,
  type Outcome,
  type ServerKind,
  type WebviewKind,
  DomainApiError,
  addDomains,
  connect,
  deleteDomains,
  deleteListed,
  isDomainError,
  setDomains,
} from '../../packages/core/src/index.js'

const provider = connect([wechat], { vendor: 'wechat', tokens: {} })
const { server, webview } = provider.app('wx0123456789abcdef')

describe('a call', () => {
  test('takes only the kinds of its list', () => {
    expect(server.modify).type.toBeCallableWith(addDomains({ request: ['https://api.example.com'] }))
    expect(webview.modify).type.not.toBeCallableWith(addDomains({ request: ['https://api.example.com'] }))
    expect(webview.modify).type.toBeCallableWith(addDomains({ webview: ['https://www.example.com'] }))
  })

  test('takes a signal and a deadline', () => {
    const { signal } = new AbortController()
    expect(provider.with).type.toBeCallableWith({ signal, timeoutMs: 3_000 })
    expect(provider.with).type.not.toBeCallableWith({ timeoutMS: 3_000 })
  })

  test('answers with an outcome of its kinds', async () => {
    const outcome = await server.modify(addDomains({ request: ['https://api.example.com'] }))
    expect(outcome).type.toBe<Outcome<ServerKind>>()
    expect(outcome.items).type.toBe<ReadonlyArray<ItemOutcome<ServerKind>>>()
    for (const item of outcome.items)
      if (item.verdict === 'rejected') expect(item.rejection.actor).type.toBe<DomainError['actor']>()
  })
})

describe('a change by its name', () => {
  const request = ['https://api.example.com']

  test('takes the domains of its own kinds', () => {
    for (const change of [server.add, server.delete, server.set]) {
      expect(change).type.toBeCallableWith({ request })
      expect(change).type.toBeCallableWith({ request, udp: ['udp://udp.example.com'] })
      expect(change).type.not.toBeCallableWith({ webview: request })
      expect(change).type.not.toBeCallableWith({ requests: request })
      expect(change).type.not.toBeCallableWith({ request: 'https://api.example.com' })
      expect(change).type.not.toBeCallableWith(request)
      expect(change).type.not.toBeCallableWith()
    }
    for (const change of [webview.add, webview.delete, webview.set]) {
      expect(change).type.toBeCallableWith({ webview: ['https://www.example.com'] })
      expect(change).type.not.toBeCallableWith({ request })
    }
  })

  test('takes what get gave by its domains, and never whole', async () => {
    const listed = await server.get()
    for (const change of [server.add, server.delete, server.set]) {
      expect(change).type.toBeCallableWith(listed.domains)
      expect(change).type.not.toBeCallableWith(listed)
    }
    for (const change of [
      addDomains<ServerKind>,
      deleteDomains<ServerKind>,
      deleteListed<ServerKind>,
      setDomains<ServerKind>,
    ]) {
      expect(change).type.toBeCallableWith(listed.domains)
      expect(change).type.not.toBeCallableWith(listed)
    }
  })

  test('may be told what was observed, and copyPool nothing else', async () => {
    const observed = await server.get()
    expect(server.set).type.toBeCallableWith({ request }, { observed })
    expect(server.copyPool).type.toBeCallableWith()
    expect(server.copyPool).type.toBeCallableWith({ observed })
    expect(server.copyPool).type.not.toBeCallableWith({ request })
  })

  test('answers with an outcome of its kinds', () => {
    expect(server.add({ request })).type.toBe<Promise<Outcome<ServerKind>>>()
    expect(server.delete({ request })).type.toBe<Promise<Outcome<ServerKind>>>()
    expect(server.set({ request })).type.toBe<Promise<Outcome<ServerKind>>>()
    expect(server.copyPool()).type.toBe<Promise<Outcome<ServerKind>>>()
    expect(webview.copyPool()).type.toBe<Promise<Outcome<WebviewKind>>>()
  })
})

describe('what is thrown', () => {
  const thrown: unknown = undefined

  test('narrows by instanceof to the union, and then by its tag', () => {
    if (!(thrown instanceof DomainApiError)) return
    expect(thrown).type.toBeAssignableTo<Error>()
    expect(thrown).type.toBeAssignableTo<DomainError>()
    if (thrown._tag === 'RateLimited') expect(thrown.window).type.toBe<'second' | 'minute' | 'day' | 'unknown'>()
    if (thrown._tag === 'ConnectionFailed') expect(thrown.host).type.toBe<string | undefined>()
  })

  test('narrows by isDomainError', () => {
    if (isDomainError(thrown)) expect(thrown).type.toBe<DomainError>()
  })
})
