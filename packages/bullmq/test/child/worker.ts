// A worker in a process of its own, until SIGTERM. It tells each event in a line.
import { systemClock } from '@mini-domains/core'
import { doomed } from '../../../fleet/test/apply/child/doomed-store.js'
import { shopFleet } from '../../../fleet/test/shared-state.js'
import { work } from '../../src/index.js'
import { machineOf, openMachine, times } from './machine.js'

const run = async (): Promise<void> => {
  const machine = machineOf(process.argv[2])
  const { vendors, store, close } = await openMachine(machine)
  const stop = new AbortController()
  process.once('SIGTERM', () => stop.abort())
  const { url, prefix, dies, wechatIds, baiduIds } = machine
  await work(vendors, {
    place: { url, prefix },
    identity: { config: 'same', version: '1' },
    store: dies === undefined ? store : doomed(store, dies, 1),
    desired: shopFleet(wechatIds, baiduIds),
    ...(dies === undefined ? {} : { concurrency: 2 }),
    clock: systemClock,
    signal: stop.signal,
    ...times,
    onEvent: (event) => process.stdout.write(`${JSON.stringify(event)}\n`),
  })
  await close()
}

void run()
