import { createInterface } from 'node:readline'
import { type Readable, Writable } from 'node:stream'
import { plain } from '../output/terminal-text.js'
import type { SecretInput } from './io.js'

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() })

const typed = (input: Readable, stop: AbortSignal): Promise<string | undefined> => {
  // Echoes into nothing; the terminal itself echoes nothing while this reads.
  const lines = createInterface({ input, output: nowhere(), terminal: true, historySize: 0 })
  const leave = (): void => lines.close()
  stop.addEventListener('abort', leave, { once: true })
  return new Promise((done) => {
    let answer: string | undefined
    lines.once('line', (line) => {
      answer = line
      leave()
    })
    lines.once('close', () => {
      stop.removeEventListener('abort', leave)
      done(answer)
    })
  })
}

async function* bytesOf(input: Readable): AsyncGenerator<Uint8Array | string> {
  for await (const piece of input) if (typeof piece === 'string' || piece instanceof Uint8Array) yield piece
}

/**
 * Takes secrets from an input: typed at a terminal without being shown, or piped in.
 */
export const secretInput = (
  input: Readable & { readonly isTTY?: boolean },
  questions: { readonly write: (text: string) => unknown },
): SecretInput => ({
  isTerminal: input.isTTY === true,
  ask: async (question, stop) => {
    if (stop.aborted) return undefined
    // The terminal is silent before the question invites to type.
    const answer = typed(input, stop)
    questions.write(plain(question))
    await answer
    questions.write('\n')
    return answer
  },
  piped: () => bytesOf(input),
})
