import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

// Hosts both vendors in a process of its own, with half of the apps each.
export const hostVendors = async (apps) => {
  const child = fork(join(import.meta.dirname, 'emulator.mjs'), [String(Math.ceil(apps / 2))])
  const [{ wechat, baidu }] = await once(child, 'message')
  return { wechat, baidu, stop: () => child.kill() }
}
