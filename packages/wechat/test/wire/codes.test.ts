import { type DomainError, type DomainProvider, type Kind, type Outcome, addDomains } from '@mini-domains/core'
import { matchItem } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { left, inBoth, providerAt } from '../provider-under-test.js'
import { withReplies } from '../scripted-vendor.js'

type Meaning = string

// What a code means wherever it comes from (docs/vendors/wechat.md A.1.3, A.4, the quota endpoints).
const everywhere: Readonly<Record<string, Meaning>> = {
  '-1': 'VendorBusy',
  '40001': 'TokenRejected',
  '40014': 'TokenRejected',
  '42001': 'TokenRejected',
  '42006': 'TokenRejected',
  '61014': 'TokenRejected',
  '40030': 'AuthorizationLost',
  '40091': 'TokenUnavailable',
  '40094': 'TokenRejected',
  '61015': 'TokenRejected',
  '50001': 'PermissionDenied',
  '61016': 'PermissionDenied',
  '61017': 'PermissionDenied',
  '86000': 'PermissionDenied',
  '40164': 'AddressNotAllowed',
  '43003': 'RequestRejected',
  '45102': 'RateLimited unknown',
  '45501': 'PreconditionFailed account-blocked',
  '9420000': 'BudgetSpent',
  '9420001': 'RequestRejected',
  '9420002': 'LimitReached',
  '42002': 'AuthorizationLost',
  '40029': 'CodeRefused',
  '40163': 'CodeRefused',
  '42003': 'CodeRefused',
  '42007': 'AuthorizationLost',
  '61003': 'AuthorizationLost',
  '61009': 'CodeRefused',
  '61010': 'CodeRefused',
  '61023': 'AuthorizationLost',
  '61005': 'TokenUnavailable',
  '61006': 'TokenUnavailable',
  '48001': 'PermissionDenied',
  '61007': 'PermissionDenied',
  '61011': 'PermissionDenied',
  '45035': 'AddressNotAllowed',
  '61004': 'AddressNotAllowed',
  '45009': 'RateLimited day',
  '45011': 'RateLimited minute',
  '9402202': 'RateLimited second',
  '45104': 'BudgetSpent',
  '48006': 'BudgetSpent',
  '86102': 'BudgetSpent',
  '85016': 'LimitReached',
  '89029': 'LimitReached',
  '40013': 'PreconditionFailed app-missing',
  '48004': 'PreconditionFailed account-blocked',
  '50002': 'PreconditionFailed account-blocked',
  '50004': 'PreconditionFailed account-blocked',
  '61028': 'PreconditionFailed platform-unpublished',
  '85015': 'PreconditionFailed not-a-mini-program',
  '89231': 'PreconditionFailed personal-account',
  '40033': 'RequestRejected',
  '40039': 'RequestRejected',
  '40052': 'RequestRejected',
  '40066': 'RequestRejected',
  '40097': 'RequestRejected',
  '40170': 'RequestRejected',
  '41003': 'RequestRejected',
  '41008': 'RequestRejected',
  '43001': 'RequestRejected',
  '45002': 'RequestRejected',
  '61024': 'RequestRejected',
  '40125': 'RequestRejected',
  '41001': 'RequestRejected',
  '41002': 'RequestRejected',
  '41004': 'RequestRejected',
  '41018': 'RequestRejected',
  '41021': 'RequestRejected',
  '43002': 'RequestRejected',
  '43007': 'RequestRejected',
  '44002': 'RequestRejected',
  '47001': 'RequestRejected',
  '47002': 'RequestRejected',
  '61008': 'RequestRejected',
  '76003': 'RequestRejected',
  '76021': 'RequestRejected',
  '76022': 'RequestRejected',
}

const ofServer: Readonly<Record<string, Meaning>> = {
  '85018': 'rejected not-in-pool',
  '85302': 'rejected no-icp',
  '45082': 'rejected no-icp',
  '86100': 'rejected format',
  '86101': 'rejected format',
}

const ofWebview: Readonly<Record<string, Meaning>> = {
  '89019': 'rejected not-taken',
  '89020': 'rejected pool-empty',
  '89021': 'rejected not-in-pool',
  '89022': 'rejected not-listed',
  '89030': 'BudgetSpent',
  '86103': 'rejected confirm-file',
  '506015': 'rejected bound-to-too-many',
}

const ofPool: Readonly<Record<string, Meaning>> = {
  '65316': 'LimitReached',
  '9410016': 'rejected not-verified',
  '40039': 'rejected format',
}

const nothingNew = (reason: string): Readonly<Record<string, Meaning>> =>
  Object.fromEntries(['85017', '85301', '85303'].map((code) => [code, `rejected ${reason}`]))

const tables = {
  modify_domain: { ...ofServer, ...nothingNew('not-in-pool') },
  modify_domain_directly: { ...ofServer, ...nothingNew('not-taken') },
  setwebviewdomain: ofWebview,
  setwebviewdomain_directly: ofWebview,
  modify_wxa_server_domain: ofPool,
  modify_wxa_jump_domain: ofPool,
}

const writes = {
  modify_domain: (p: DomainProvider) =>
    p.app('wx-app-1').server.modify(addDomains({ request: ['a.qq.com'] }), { observed: { domains: { request: [] } } }),
  modify_domain_directly: (p: DomainProvider) => writes.modify_domain(p),
  setwebviewdomain: (p: DomainProvider) =>
    p.app('wx-app-1').webview.modify(addDomains({ webview: ['a.qq.com'] }), { observed: { domains: { webview: [] } } }),
  setwebviewdomain_directly: (p: DomainProvider) => writes.setwebviewdomain(p),
  modify_wxa_server_domain: (p: DomainProvider) =>
    p.platform.server.modify(addDomains({ any: ['a.qq.com'] }), { observed: inBoth({ any: [] }) }),
  modify_wxa_jump_domain: (p: DomainProvider) =>
    p.platform.webview.modify(addDomains({ webview: ['a.qq.com'] }), { observed: inBoth({ webview: [] }) }),
}

const reads = {
  'modify_domain get': (p: DomainProvider) => p.app('wx-app-1').server.get(),
  'setwebviewdomain get': (p: DomainProvider) => p.app('wx-app-1').webview.get(),
  get_effective_domain: (p: DomainProvider) => p.app('wx-app-1').server.effective(),
  get_effective_webviewdomain: (p: DomainProvider) => p.app('wx-app-1').webview.effective(),
  get_webviewdomain_confirmfile: (p: DomainProvider) => p.app('wx-app-1').confirmFile(),
  'modify_wxa_server_domain get': (p: DomainProvider) => p.platform.server.get(),
  'modify_wxa_jump_domain get': (p: DomainProvider) => p.platform.webview.get(),
  get_domain_confirmfile: (p: DomainProvider) => p.platform.confirmFile(),
}

const errorMeaning = (error: DomainError): Meaning => {
  if (error._tag === 'PreconditionFailed') return `${error._tag} ${error.precondition}`
  return error._tag === 'RateLimited' ? `${error._tag} ${error.window}` : error._tag
}

const itemMeaning = matchItem<Kind, string>({
  accepted: () => 'accepted',
  already: () => 'already',
  rejected: (_, rejection) => `rejected ${rejection.reason}`,
})

const meaningOf = (result: E.Either<DomainError, Outcome<Kind>>): Meaning =>
  E.isLeft(result) ? errorMeaning(result.left) : result.right.items.map(itemMeaning).join()

const emptyLists =
  '{"errcode":0,"errmsg":"ok","requestdomain":[],"wsrequestdomain":[],"uploaddomain":[],"downloaddomain":[],' +
  '"webviewdomain":[],"published_wxa_server_domain":"","testing_wxa_server_domain":"",' +
  '"published_wxa_jump_h5_domain":"","testing_wxa_jump_h5_domain":""}'

const refusal = (code: string): string => `{"errcode":${code},"errmsg":"no rid: 5f8eac85-5636657f-4eebbb41"}`

const names = Object.keys(tables).filter((name): name is keyof typeof tables => name in writes)

describe.each(names)('the codes of %s', (name) => {
  const rows = Object.entries({ ...everywhere, ...tables[name] })

  it.each(rows)('%s is %s', async (code, meaning) => {
    await withReplies([refusal(code), emptyLists], async ({ baseUrl }) => {
      const config = { appDomains: name.endsWith('_directly') ? 'direct' : 'pool', pool: 'published' }
      const result: E.Either<DomainError, Outcome<Kind>> = await writes[name](providerAt(baseUrl, config))()
      expect(meaningOf(result)).toBe(meaning)
      const evidence = E.isLeft(result) ? result.left : result.right
      expect(evidence).toMatchObject({ vendorCode: Number(code), requestId: '5f8eac85-5636657f-4eebbb41' })
    })
  })
})

const readNames = Object.keys(reads).filter((name): name is keyof typeof reads => name in reads)

describe.each(readNames)('a refused %s', (name) => {
  it.each(Object.entries(everywhere))('%s is %s, and nothing was spent', async (code, meaning) => {
    await withReplies([refusal(code)], async ({ baseUrl }) => {
      const result: E.Either<DomainError, unknown> = await reads[name](providerAt(baseUrl, { attempts: 1 }))()
      const error = left(result)
      if (!(code === '40039' && name.endsWith('domain get'))) expect(errorMeaning(error)).toBe(meaning)
      expect(error).toMatchObject({ vendorCode: Number(code), modification: 'not-spent', applied: 'no' })
    })
  })
})

describe('a code', () => {
  const page = readFileSync(join(__dirname, '..', '..', '..', '..', 'docs', 'vendors', 'wechat.md'), 'utf8')
  const sections = page.slice(page.indexOf('### A.1.3'), page.indexOf('## A.5'))
  const documented = new Set(sections.match(/(?<![\w.-])\d{5,7}(?![\w-])/g) ?? [])

  it('is understood wherever the vendor page names it; the page marks 85057 as one to ignore', () => {
    const known = new Set([everywhere, ...Object.values(tables)].flatMap((table) => Object.keys(table)))
    expect(documented.size).toBeGreaterThan(60)
    expect([...documented].filter((code) => !known.has(code))).toEqual(['85057'])
  })

  it.each([
    ['85057', 'modify_wxa_server_domain'],
    ['65316', 'setwebviewdomain'],
    ['89019', 'modify_domain'],
    ['12345', 'modify_domain'],
    ['-80002', 'modify_wxa_jump_domain'],
  ] as const)('%s that no source explains at %s is unknown, quoted, and never success', async (code, name) => {
    await withReplies([refusal(code), emptyLists], async ({ baseUrl }) => {
      const result: E.Either<DomainError, unknown> = await writes[name](providerAt(baseUrl, { pool: 'published' }))()
      expect(left(result)).toMatchObject({
        _tag: 'UnknownCode',
        vendorCode: Number(code),
        vendorMessage: 'no rid: 5f8eac85-5636657f-4eebbb41',
        excerpt: refusal(code),
        retry: { when: 'after-read' },
        actor: 'vendor',
      })
    })
  })

  it('-1 of the jump pool tells to look at the confirm files before trying again', async () => {
    await withReplies([refusal('-1'), emptyLists], async ({ baseUrl, sent }) => {
      const error = left(await writes.modify_wxa_jump_domain(providerAt(baseUrl))())
      expect(error.hint.en).toContain('confirm file')
      expect(sent.map(({ body }) => body)).toEqual([
        '{"action":"add","is_modify_published_together":true,"wxa_jump_h5_domain":"a.qq.com"}',
        '{"action":"get"}',
      ])
    })
  })

  it('48006 speaks of resets, not of modifications', async () => {
    await withReplies([refusal('48006')], async ({ baseUrl }) => {
      const error = left(await providerAt(baseUrl).app('wx-app-1').confirmFile()())
      expect(error.message).toContain('resets')
    })
  })

  it.each([
    ['89020', 'PreconditionFailed pool-empty'],
    ['89021', 'RequestRejected'],
    ['86103', 'PreconditionFailed confirm-file'],
    ['506015', 'LimitReached'],
    ['85017', 'UnknownCode'],
  ])('%s to a get of webview domains is %s: there is no outcome to tell it in', async (code, meaning) => {
    await withReplies([refusal(code)], async ({ baseUrl }) => {
      const error = left(await providerAt(baseUrl).app('wx-app-1').webview.get()())
      expect(errorMeaning(error)).toBe(meaning)
    })
  })
})
