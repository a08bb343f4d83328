/** Gives what a function throws, and fails the test where it throws nothing. */
export const thrownBy = (run: () => unknown): unknown => {
  try {
    run()
  } catch (thrown) {
    return thrown
  }
  throw new Error('nothing was thrown')
}

/** Gives the first frame of an error's stack: the line after its message. */
export const firstFrameOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) throw new Error('not an error')
  return (thrown.stack ?? '').slice(`${thrown.name}: ${thrown.message}\n`.length).split('\n')[0] ?? ''
}
