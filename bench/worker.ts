/**
 * The process of one contender: `worker.ts <name> <place>`. Does the jobs that its parent sends, and says what each took.
 */
import * as E from 'fp-ts/lib/Either.js'
import { type Contender } from './contender.js'
import { contenders, isContender } from './contenders.js'
import { memoryWatch } from './memory-watch.js'
import { Job, type Spent } from './message.js'

const measure = async (contender: Contender, job: Job): Promise<Spent> => {
  await contender.prepare?.(job)
  const { pulse, grown } = memoryWatch()
  const began = process.hrtime.bigint()
  const before = process.cpuUsage()
  const { failed, failure, found = {} } = await contender.run(job, pulse)
  const { user, system } = process.cpuUsage(before)
  const wallMicros = Number(process.hrtime.bigint() - began) / 1000
  return { calls: job.calls, cpuMicros: user + system, wallMicros, failed, failure, found, ...grown() }
}

const main = async (): Promise<void> => {
  const [name, place] = process.argv.slice(2)
  if (!isContender(name)) throw new Error(`no contender is called ${name}`)
  const { open } = await contenders[name]()
  const contender = open(place ?? '')
  process.on('disconnect', () => process.exit())
  process.on('message', (message: unknown) => {
    const job = Job.decode(message)
    if (E.isRight(job)) void measure(contender, job.right).then((spent) => process.send?.(spent))
  })
  process.send?.({ ready: true })
}

await main()
