import { appSubject, systemClock } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { redisRateLimiter } from '../../../src/index.js'

/**
 * Starts calls as fast as the shared rate allows, several at a time, and prints the time of each start. Its arguments: URL, prefix,
 * figure a second, how many starts, how many at a time. While Redis is away it asks again and again.
 */
const main = async ([url = '', prefix = '', perSecond = '', count = '', atOnce = '']: ReadonlyArray<string>) => {
  const opened = await redisRateLimiter({ url, prefix, rates: { all: { perSecond: Number(perSecond) } } })()
  if (E.isLeft(opened)) throw new Error(opened.left.message)
  const limiter = opened.right
  let left = Number(count)
  type Decision = Awaited<ReturnType<typeof limiter.acquire>>
  const decided = async (): Promise<Decision> => {
    try {
      return await limiter.acquire({ vendor: 'acme', class: 'read', subject: appSubject('a') })
    } catch {
      await systemClock.sleep(20)
      return decided()
    }
  }
  const caller = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const decision = await decided()
      if (decision === 'go' || decision === true) process.stdout.write(`${systemClock.now()}\n`)
    }
  }
  process.stdout.write('ready\n')
  await Promise.all(Array.from({ length: Number(atOnce) }, caller))
  limiter.close()
}

void main(process.argv.slice(2))
