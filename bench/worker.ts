/**
 * The process of one contender: `worker.ts <name> <origin>`. Does the jobs that its parent sends, and says what each took.
 */
import * as E from 'fp-ts/lib/Either.js'
import { type Contender } from './contender.js'
import { contenders, isContender } from './contenders.js'
import { Job, type Spent } from './message.js'

const measure = async (contender: Contender, job: Job): Promise<Spent> => {
  const resident = process.memoryUsage.rss()
  let peak = resident
  const pulse = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }
  const began = process.hrtime.bigint()
  const before = process.cpuUsage()
  const { failed, failure } = await contender.run(job, pulse)
  const { user, system } = process.cpuUsage(before)
  const wallMicros = Number(process.hrtime.bigint() - began) / 1000
  pulse()
  return { calls: job.calls, cpuMicros: user + system, wallMicros, failed, failure, grownBytes: peak - resident }
}

const main = async (): Promise<void> => {
  const [name, origin] = process.argv.slice(2)
  if (!isContender(name)) throw new Error(`no contender is called ${name}`)
  const { open } = await contenders[name]()
  const contender = open(origin ?? '')
  process.on('disconnect', () => process.exit())
  process.on('message', (message: unknown) => {
    const job = Job.decode(message)
    if (E.isRight(job)) void measure(contender, job.right).then((spent) => process.send?.(spent))
  })
  process.send?.({ ready: true })
}

await main()
