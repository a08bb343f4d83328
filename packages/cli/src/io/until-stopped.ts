/**
 * Waits until a command is stopped.
 */
export const untilStopped = (stop: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (stop.aborted) done()
    else stop.addEventListener('abort', () => done(), { once: true })
  })
