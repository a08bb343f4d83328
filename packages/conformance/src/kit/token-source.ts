import { createHash } from 'node:crypto'

/** Makes tokens that are long and of no meaning, with characters that look otherwise in an address. */
export const tokenSource = (): (() => string) => {
  let made = 0
  return () => {
    made += 1
    return `+/${createHash('sha256').update(`token ${made}`).digest('base64')}/`
  }
}
