import { describe, expect, test } from 'tstyche'
import { wechat } from '../../packages/wechat/src/index.js'
import {
  type DomainError,
  type ItemOutcome,
  type Outcome,
  type ServerKind,
  DomainApiError,
  addDomains,
  connect,
  isDomainError,
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
