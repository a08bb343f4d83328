import type * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import { capabilitiesOf as baiduCapabilities } from '../../packages/baidu/src/capabilities.js'
import { readingsOf } from '../../packages/baidu/src/config.js'
import { confirmFile as baiduConfirmFile } from '../../packages/baidu/src/lists/confirm-file.js'
import { fourLists as baiduLists } from '../../packages/baidu/src/lists/four-lists.js'
import { raw as baiduRaw } from '../../packages/baidu/src/wire/raw.js'
import {
  type Call,
  type LevelDriver,
  type ListDriver,
  fromKinds,
  staticTokens,
} from '../../packages/core/src/adapter.js'
import { type DomainError, type Kind } from '../../packages/core/src/index.js'
import { capabilitiesOf as wechatCapabilities } from '../../packages/wechat/src/capabilities.js'
import { confirmFile as wechatConfirmFile } from '../../packages/wechat/src/lists/confirm-file.js'
import {
  platformServerDomainsDriver as wechatPlatformServer,
  platformWebviewDomainsDriver as wechatPlatformWebview,
} from '../../packages/wechat/src/lists/pool.js'
import { prefetchDomainsDriver as wechatPrefetch } from '../../packages/wechat/src/lists/prefetch-domains.js'
import { raw as wechatRaw } from '../../packages/wechat/src/wire/raw.js'
import { serverDomainsDriver as wechatServer } from '../../packages/wechat/src/lists/server-domains.js'
import { webviewDomainsDriver as wechatWebview } from '../../packages/wechat/src/lists/webview-domains.js'
import { type StubClient, callTo } from './stub-client.js'

/** One way in which an adapter reads replies. */
export interface Decoder {
  readonly name: string
  readonly read: TE.TaskEither<DomainError, unknown>
}

const named = <K extends Kind>(kinds: ReadonlyArray<K>) => fromKinds(kinds, () => ['https://www.example.com'])

const listDecoders = <K extends Kind>(
  name: string,
  call: Call,
  list: ListDriver<K>,
  kinds: ReadonlyArray<K>,
): ReadonlyArray<Decoder> => [
  { name: `${name}.get`, read: list.read(call) },
  { name: `${name}.add`, read: list.write(call, { _tag: 'Add', domains: named(kinds), observed: { domains: {} } }) },
  {
    name: `${name}.delete`,
    read: list.write(call, { _tag: 'Delete', domains: named(kinds), observed: { domains: {} } }),
  },
  {
    name: `${name}.set`,
    read: list.write(call, {
      _tag: 'Set',
      domains: named(kinds),
      named: kinds,
      observed: { domains: fromKinds(kinds, () => []) },
    }),
  },
  ...(list.effective === undefined ? [] : [{ name: `${name}.effective`, read: list.effective(call) }]),
]

const levelDecoders = (vendor: string, name: string, level: LevelDriver): ReadonlyArray<Decoder> => {
  const call = callTo(vendor, name)
  return [
    ...(level.server === undefined
      ? []
      : listDecoders(`${vendor} ${name}.server`, call, level.server, ['request', 'socket'])),
    ...(level.webview === undefined ? [] : listDecoders(`${vendor} ${name}.webview`, call, level.webview, ['webview'])),
    ...(level.prefetch === undefined
      ? []
      : listDecoders(`${vendor} ${name}.prefetch`, call, level.prefetch, ['prefetch'])),
    ...(level.confirmFile === undefined
      ? []
      : [{ name: `${vendor} ${name}.confirmFile`, read: level.confirmFile(call) }]),
  ]
}

const rawRequest = { subject: { _tag: 'Platform' }, method: 'POST', path: '/any', reply: t.UnknownRecord } as const

/** Every way in which WeChat's adapter reads replies. */
export const wechatDecoders = (client: StubClient): ReadonlyArray<Decoder> => {
  const config = { tokens: staticTokens({}) }
  const session = { client, config, capabilities: wechatCapabilities(config) }
  return [
    ...levelDecoders('wechat', 'app', {
      server: wechatServer(session),
      webview: wechatWebview(session),
      prefetch: wechatPrefetch(session),
      confirmFile: wechatConfirmFile(session, 'app-confirm-file'),
    }),
    ...levelDecoders('wechat', 'platform', {
      server: wechatPlatformServer(session),
      webview: wechatPlatformWebview(session),
      confirmFile: wechatConfirmFile(session, 'platform-confirm-file'),
    }),
    { name: 'wechat raw', read: wechatRaw(session)(callTo('wechat', 'raw'), rawRequest) },
  ]
}

/** Every way in which Baidu's adapter reads replies. */
export const baiduDecoders = (client: StubClient): ReadonlyArray<Decoder> => {
  const readings = readingsOf({ tokens: staticTokens({}) })
  const session = { client, readings, capabilities: baiduCapabilities(undefined) }
  const { app, platform } = baiduLists(session)
  return [
    ...levelDecoders('baidu', 'app', app),
    ...levelDecoders('baidu', 'platform', { ...platform, confirmFile: baiduConfirmFile(session) }),
    { name: 'baidu raw', read: baiduRaw(session)(callTo('baidu', 'raw'), rawRequest) },
  ]
}
