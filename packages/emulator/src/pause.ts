/** Waits `ms` milliseconds, or until the signal says that nobody listens any more. Never rejects. */
export const pause = (ms: number, gone: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (gone.aborted) return resolve()
    const finish = (): void => {
      clearTimeout(timer)
      gone.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, ms)
    gone.addEventListener('abort', finish)
  })

/** Waits until the signal says that the other side has gone. */
export const untilGone = (gone: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (gone.aborted) return resolve()
    gone.addEventListener('abort', () => resolve(), { once: true })
  })
