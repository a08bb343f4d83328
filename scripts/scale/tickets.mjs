import { baiduExchange } from '../../packages/baidu/dist/esm/index.js'
import { createCredentials } from '../../packages/credentials/dist/esm/index.js'
import { sqliteStore } from '../../packages/sqlite/dist/esm/index.js'
import { wechatExchange } from '../../packages/wechat/dist/esm/index.js'
import { environmentOf } from './environment.mjs'

const right = (either) => {
  if (either._tag === 'Left') throw new Error(JSON.stringify(either.left))
  return either.right
}

// Keeps the tickets of both platforms, as the pushes of the vendors would bring them.
export const keepTickets = async (folder, { wechat, baidu }) => {
  const environment = environmentOf(folder)
  const { WECHAT_ID: componentAppId, WECHAT_SECRET: componentAppSecret, BAIDU_ID: clientId } = environment
  const store = right(await sqliteStore({ file: environment.MINI_DOMAINS_STORE })())
  const platforms = [
    [wechatExchange({ componentAppId, componentAppSecret, baseUrl: wechat }), 'ticket@@@wx-platform'],
    [baiduExchange({ clientId, baseUrl: baidu }), 'ticket-bd-platform'],
  ]
  for (const [made, ticket] of platforms) {
    const exchange = right(made)
    const credentials = right(createCredentials({ exchange, store, environment }))
    right(await credentials.accept({ _tag: 'Ticket', ticket, createdAt: Date.now() })())
    await exchange.close()
  }
  await store.close()
}
