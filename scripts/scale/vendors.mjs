import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

// What the emulator calls the secrets that an adapter declares, where its word is another.
const words = { componentAppId: 'appId', componentAppSecret: 'secret' }

const vendorOf = async ({ name, baseUrl, platform, refreshTokens }) => {
  const adapter = (await import(`../../packages/${name}/dist/esm/index.js`))[name]
  const credentials = adapter.init.credentials.map(({ key }) => ({
    key,
    env: `${name}_${key}`.toUpperCase(),
    value: platform[words[key] ?? key],
  }))
  const held = refreshTokens.filter(([, token]) => typeof token === 'string')
  return { name, adapter, baseUrl, credentials, ticket: platform.ticket, ids: refreshTokens.map(([id]) => id), held }
}

// Hosts the vendors in a process of its own, with an equal share of the apps each. What opens them their adapters declare.
export const hostVendors = async (apps, names) => {
  const share = Math.ceil(apps / names.length)
  const child = fork(join(import.meta.dirname, 'emulator.mjs'), [String(share), ...names])
  const [opened] = await once(child, 'message')
  return { vendors: await Promise.all(opened.map(vendorOf)), stop: () => child.kill() }
}
