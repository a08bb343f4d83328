// A worker in a process of its own, until SIGTERM. It tells each event in a line.
import { systemClock } from '@mini-domains/core'
import { work } from '../../src/index.js'
import { machineOf, openMachine, times } from './machine.js'

const run = async (): Promise<void> => {
  const machine = machineOf(process.argv[2])
  const { vendors, store, close } = await openMachine(machine)
  const stop = new AbortController()
  process.once('SIGTERM', () => stop.abort())
  const { url, prefix } = machine
  await work(vendors, {
    place: { url, prefix },
    identity: { config: 'same', version: '1' },
    store,
    clock: systemClock,
    signal: stop.signal,
    ...times,
    onEvent: (event) => process.stdout.write(`${JSON.stringify(event)}\n`),
  })
  await close()
}

void run()
