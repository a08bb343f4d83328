// A feeder in a process of its own: gives its events, each in a line.
import { systemClock } from '@mini-domains/core'
import { fileLines } from '@mini-domains/fleet'
import { feed } from '../../src/index.js'
import { machineOf, openMachine, times } from './machine.js'

const run = async (): Promise<void> => {
  const machine = machineOf(process.argv[2])
  const { vendors, store, close } = await openMachine(machine)
  const { url, prefix, plan } = machine
  const events = feed(() => fileLines(plan), vendors, {
    place: { url, prefix },
    identity: { config: 'same', version: '1' },
    store,
    clock: systemClock,
    waves: { canary: { percent: 20 } },
    ...times,
  })
  for await (const event of events) process.stdout.write(`${JSON.stringify(event)}\n`)
  await close()
}

void run()
