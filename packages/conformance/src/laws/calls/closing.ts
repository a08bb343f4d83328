import * as E from 'fp-ts/lib/Either.js'
import { getEventListeners } from 'node:events'
import assert from 'node:assert/strict'
import { checkError } from '../../checks/error.js'
import { rightOf, settle, until, within } from '../../checks/settle.js'
import { callsAt } from '../../fixture/calls.js'
import { watchTimers } from '../../fixture/timer-watch.js'
import { type LawCases, everywhere } from '../../suite/case.js'
import { momentary } from '../../harness/variations.js'

const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length

const nothingKept = everywhere('a signal that outlives many calls is left as it was', async (list) => {
  const { signal } = new AbortController()
  const copy = list.with({ signal }).with({ timeoutMs: 9_000 })
  const before = listenersOf(signal)
  for (const times of [1, 2])
    for (const { strikes, task } of callsAt(copy, `h${times}.example.com`)) {
      if (times === 2) await list.script('hang-up', strikes)
      await settle(task)
    }
  assert.ok(listenersOf(signal) <= before, `${listenersOf(signal) - before} listeners are left on it`)
})

const closingMs = 5_000

const closedUnderWay = everywhere(
  'closing leaves what is under way to end, and may be asked for again',
  async (list) => {
    await list.hold('held.example.com')
    await list.script('slow', 'get', { delayMs: 100 })
    const running = settle(list.domains.get())
    await until('the get arrives', async () => (await list.attempts()).length === 1)
    const closing = [list.provider.close(), list.provider.with({ timeoutMs: 9_000 }).close()]
    rightOf(await running)
    await within(closingMs, 'provider.close()', Promise.all(closing))
    await within(closingMs, 'provider.close() once more', list.provider.close())
    for (const { task } of callsAt(list)) {
      const result = await settle(task, 5_000)
      if (E.isLeft(result)) checkError(result.left)
    }
  },
)

const nothingLeft = everywhere('once it is closed, nothing of it keeps the process alive', async (list) => {
  const timers = watchTimers()
  try {
    const copy = list.with({ timeoutMs: 60_000 }).with({ signal: new AbortController().signal })
    for (const { strikes, task } of callsAt(copy)) {
      await list.script(momentary(list.variations), strikes)
      await settle(task)
    }
    await list.provider.close()
    timers.enough()
    await until('its timers end', async () => Promise.resolve(timers.running() === 0))
  } finally {
    timers.end()
  }
})

/**
 * Law 10: what is left behind, and the end.
 */
export const closing: LawCases = {
  law: 10,
  cases: () => [...nothingKept, ...closedUnderWay, ...nothingLeft],
}
