import { Buffer } from 'node:buffer'
import { join } from 'node:path'

// What the command finds in its environment: the secrets of the emulator's platforms, and a key for the store.
export const environmentOf = (folder, vendors) => ({
  ...process.env,
  LANG: 'en',
  ...Object.fromEntries(vendors.flatMap(({ credentials }) => credentials.map(({ env, value }) => [env, value]))),
  MINI_DOMAINS_KEY: Buffer.alloc(32, 7).toString('base64'),
  MINI_DOMAINS_STORE: join(folder, 'store.db'),
})
