import { setImmediate } from 'node:timers/promises'
import { within } from './settle.js'

/**
 * Waits until something is so, looking again at every turn of the event loop.
 */
export const until = async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
  let gaveUp = false
  const watching = async (): Promise<void> => {
    while (!gaveUp && !(await isSo())) await setImmediate()
  }
  try {
    await within(5_000, what, watching())
  } finally {
    gaveUp = true
  }
}
