import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import { systemClock } from '@mini-domains/core'
import { type StoreFailure, type Store } from '@mini-domains/core/adapter'
import { sqliteStore } from '../src/index.js'

const [job = '', file = '', count = '0', owner = ''] = process.argv.slice(2)

const must = async <A>(task: TE.TaskEither<StoreFailure, A>): Promise<A> => {
  const result = await task()
  if (E.isRight(result)) return result.right
  throw new Error(`${result.left.reason}: ${result.left.message}`)
}

const countUp = async (store: Store, key: string): Promise<void> => {
  for (;;) {
    const found = await must(store.get(key))
    const next = String(Number(found?.value ?? '0') + 1)
    if ((await must(store.put(key, next, found?.version ?? 0))) !== undefined) return
  }
}

/** Counts up shared numbers, and counts another only while holding a lease. */
const hammer = async (store: Store): Promise<void> => {
  for (let round = 0; round < Number(count); round++) {
    await countUp(store, `count-${round % 3}`)
    const lease = await must(store.acquire('turn', owner, 10_000))
    if (lease === undefined) continue
    const found = await must(store.get('alone'))
    await must(store.put(`fence-${lease.fence}`, owner, 0))
    const alone = await must(store.put('alone', String(Number(found?.value ?? '0') + 1), found?.version ?? 0))
    if (alone === undefined) throw new Error('two held one lease')
    await must(store.release(lease))
  }
}

/** Writes without end, and tells each write that was acknowledged. */
const write = async (store: Store): Promise<void> => {
  for (let index = 0; ; index++) {
    const key = `${owner}-${index}`
    await must(store.put(key, key.repeat(50), 0))
    process.stdout.write(`${key}\n`)
    await systemClock.sleep(index % 20 === 0 ? 2 : 0)
  }
}

/** Writes until it fails, and tells why. */
const fill = async (store: Store): Promise<void> => {
  for (let index = 0; ; index++) {
    const result = await store.put(`key-${index}`, 'x'.repeat(20_000), 0)()
    if (E.isRight(result)) continue
    process.stdout.write(
      `${JSON.stringify({ index, reason: result.left.reason, first: await store.get('key-0')() }).slice(0, 300)}\n`,
    )
    return
  }
}

/** Moves between two shared numbers as one step, under a lease where it has one, and tells each move that was done. */
const move = async (store: Store): Promise<void> => {
  for (let round = 0; round < Number(count);) {
    const lease = round % 2 === 0 ? await must(store.acquire('turn', owner, 10_000)) : undefined
    const [from, to] = [await must(store.get('from')), await must(store.get('to'))]
    const done = await must(
      store.transact(
        [
          { key: 'from', value: String(Number(from?.value ?? '0') - 1), expected: from?.version ?? 0 },
          { key: 'to', value: String(Number(to?.value ?? '0') + 1), expected: to?.version ?? 0 },
          { key: `move-${owner}-${round}`, value: owner, expected: 0 },
        ],
        lease,
      ),
    )
    if (done._tag === 'Committed') process.stdout.write(`move-${owner}-${round++}\n`)
    if (lease !== undefined) await must(store.release(lease))
  }
}

const jobs: Readonly<Record<string, (store: Store) => Promise<void>>> = { hammer, write, fill, move }

void must(sqliteStore({ file }))
  .then((store) => jobs[job]?.(store).then(() => store.close()))
  .catch((error: unknown) => {
    process.stderr.write(String(error))
    process.exitCode = 1
  })
