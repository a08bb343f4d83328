import { createHash } from 'node:crypto'

/**
 * The seal over the lines of a plan: how many, and a digest of their text.
 */
export interface Seal {
  readonly add: (text: string) => void
  readonly sealed: () => { readonly lines: number; readonly digest: string }
}

/**
 * Begins a seal.
 */
export const seal = (): Seal => {
  const hash = createHash('sha256')
  let lines = 0
  return {
    add: (text) => {
      hash.update(text)
      hash.update('\n')
      lines += 1
    },
    sealed: () => ({ lines, digest: hash.copy().digest('hex') }),
  }
}
