import { Buffer } from 'node:buffer'
import { join } from 'node:path'

// What the command finds in its environment: the emulator's platforms, and a key for the store.
export const environmentOf = (folder) => ({
  ...process.env,
  LANG: 'en',
  WECHAT_ID: 'wx-platform',
  WECHAT_SECRET: 'secret-wx-platform',
  BAIDU_ID: 'client-bd-platform',
  MINI_DOMAINS_KEY: Buffer.alloc(32, 7).toString('base64'),
  MINI_DOMAINS_STORE: join(folder, 'store.db'),
})
