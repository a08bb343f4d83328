import { type Kind, type Outcome } from '@mini-domains/core'
import { matchItem } from '@mini-domains/core/adapter'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type EmulatedList, type Told, changeOf } from './emulated-list.js'

const told = <K extends Kind>({ items, modification }: Outcome<K>): Told => ({
  modification,
  items: items.map((item) => {
    const verdict = matchItem<K, string>({
      accepted: () => 'accepted',
      already: () => 'already',
      rejected: (_, { reason }) => `rejected ${reason}`,
    })(item)
    return `${item.domain} ${item.intent === 'absent' ? 'absent ' : ''}${verdict}`
  }),
})

const appServer = (way: 'configured' | 'direct'): EmulatedList => ({
  name: way === 'direct' ? 'server domains, direct' : 'server domains',
  config: { appDomains: way === 'direct' ? 'direct' : 'pool' },
  scheme: 'https://',
  path: way === 'direct' ? '/wxa/modify_domain_directly' : '/wxa/modify_domain',
  change: (provider, verb, request) =>
    pipe(provider.app('wx-app-1').server.modify(changeOf(verb, { request })), TE.map(told))(),
  get: (provider) =>
    pipe(
      provider.app('wx-app-1').server.get,
      TE.map(({ request }) => request ?? []),
    )(),
  state: ({ apps }) => apps['wx-app-1']?.server[way].requestdomain ?? [],
  used: ({ apps }) => apps['wx-app-1']?.modificationsUsed.server ?? 0,
})

const appWebview = (way: 'configured' | 'direct'): EmulatedList => ({
  name: way === 'direct' ? 'webview domains, direct' : 'webview domains',
  config: { appDomains: way === 'direct' ? 'direct' : 'pool' },
  scheme: 'https://',
  path: way === 'direct' ? '/wxa/setwebviewdomain_directly' : '/wxa/setwebviewdomain',
  change: (provider, verb, webview) =>
    pipe(provider.app('wx-app-1').webview.modify(changeOf(verb, { webview })), TE.map(told))(),
  get: (provider) =>
    pipe(
      provider.app('wx-app-1').webview.get,
      TE.map(({ webview }) => webview ?? []),
    )(),
  state: ({ apps }) => apps['wx-app-1']?.webview[way] ?? [],
  used: ({ apps }) => apps['wx-app-1']?.modificationsUsed.webview ?? 0,
})

const serverPool: EmulatedList = {
  name: 'the pool of server domains',
  config: {},
  scheme: '',
  path: '/cgi-bin/component/modify_wxa_server_domain',
  change: (provider, verb, any) => pipe(provider.platform.server.modify(changeOf(verb, { any })), TE.map(told))(),
  get: (provider) =>
    pipe(
      provider.platform.server.get,
      TE.map(({ any }) => any ?? []),
    )(),
  state: ({ platform }) => platform.server.published,
  used: ({ platform }) => platform.modificationsUsed.server,
}

const webviewPool: EmulatedList = {
  name: 'the pool of webview domains',
  config: {},
  scheme: 'https://',
  path: '/cgi-bin/component/modify_wxa_jump_domain',
  change: (provider, verb, webview) =>
    pipe(provider.platform.webview.modify(changeOf(verb, { webview })), TE.map(told))(),
  get: (provider) =>
    pipe(
      provider.platform.webview.get,
      TE.map(({ webview }) => webview ?? []),
    )(),
  state: ({ platform }) => platform.webview.published.map((host) => `https://${host}`),
  used: ({ platform }) => platform.modificationsUsed.webview,
}

/** The six lists that WeChat lets be changed. */
export const emulatedLists: ReadonlyArray<EmulatedList> = [
  appServer('configured'),
  appServer('direct'),
  appWebview('configured'),
  appWebview('direct'),
  serverPool,
  webviewPool,
]
