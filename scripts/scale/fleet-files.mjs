import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const vendorPart = ({ name, baseUrl, credentials }) => `  ${name}:
    adapter: '@mini-domains/${name}'
    config: { baseUrl: '${baseUrl}' }
    credentials: { ${credentials.map(({ key, env }) => `${key}: { env: ${env} }`).join(', ')} }`

const config = (vendors, { apps, request }) => `version: 1
vendors:
${vendors.map(vendorPart).join('\n')}
profiles:
  shop: { server: { request: [${request}], socket: [push.example.com] }, webview: [www.example.com] }
profile: shop
appFiles: [{ path: ${apps} }]
`

const before = 'api.example.com, pay.example.com'
const after = `${before}, till.example.com`

const tier = (n) => (n % 3 === 0 ? 'gold' : 'plain')

// Writes the config, its apps in a CSV file, and the refresh tokens to import.
export const writeFleet = (folder, vendors) => {
  const write = (name, lines) => writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  const head = 'id,vendor,label.tier'
  const rows = vendors.flatMap(({ name, ids }) => ids.map((id, n) => `${id},${name},${tier(n + 1)}`))
  write('apps.csv', [head, ...rows])
  write('none.csv', [head])
  write('mini-domains.yaml', [config(vendors, { apps: 'apps.csv', request: before })])
  write('next.yaml', [config(vendors, { apps: 'apps.csv', request: after })])
  write('empty.yaml', [config(vendors, { apps: 'none.csv', request: before })])
  for (const { name, held } of vendors) {
    write(`${name}.csv`, ['appId,refreshToken', ...held.map((pair) => pair.join(','))])
  }
}
