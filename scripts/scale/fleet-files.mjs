import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { baiduRefreshTokenOf, wechatRefreshTokenOf } from '../../packages/emulator/dist/esm/index.js'

const lines = (head, count, row) => `${[head, ...Array.from({ length: count }, (_, n) => row(n + 1))].join('\n')}\n`

const config = ({ wechat, baidu }, { apps, request }) => `version: 1
vendors:
  wechat:
    adapter: '@mini-domains/wechat'
    config: { baseUrl: '${wechat}' }
    credentials: { componentAppId: { env: WECHAT_ID }, componentAppSecret: { env: WECHAT_SECRET } }
  baidu:
    adapter: '@mini-domains/baidu'
    config: { baseUrl: '${baidu}' }
    credentials: { clientId: { env: BAIDU_ID } }
profiles:
  shop: { server: { request: [${request}], socket: [push.example.com] }, webview: [www.example.com] }
profile: shop
appFiles: [{ path: ${apps} }]
`

const before = 'api.example.com, pay.example.com'
const after = `${before}, till.example.com`

// Writes the config, its apps in a CSV file, and the refresh tokens to import.
export const writeFleet = (folder, apps, vendors) => {
  const each = Math.ceil(apps / 2)
  const write = (name, text) => writeFileSync(join(folder, name), text)
  const tier = (n) => (n % 3 === 0 ? 'gold' : 'plain')
  const head = 'id,vendor,label.tier'
  const wechat = lines(head, each, (n) => `wx-app-${n},wechat,${tier(n)}`)
  const baidu = lines('', each, (n) => `bd-app-${n},baidu,${tier(n)}`)
  write('apps.csv', `${wechat}${baidu.trimStart()}`)
  write('none.csv', `${head}\n`)
  write('mini-domains.yaml', config(vendors, { apps: 'apps.csv', request: before }))
  write('next.yaml', config(vendors, { apps: 'apps.csv', request: after }))
  write('empty.yaml', config(vendors, { apps: 'none.csv', request: before }))
  const tokens = (prefix, tokenOf) =>
    lines('appId,refreshToken', each, (n) => `${prefix}-app-${n},${tokenOf(`${prefix}-app-${n}`)}`)
  write('wechat.csv', tokens('wx', wechatRefreshTokenOf))
  write('baidu.csv', tokens('bd', baiduRefreshTokenOf))
}
