import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { plain } from '../output/terminal-text.js'
import type { Input } from './io.js'

/**
 * Asks questions over a pair of streams, one line each. Lines that were pasted or typed ahead answer the questions that follow.
 * Between questions the terminal is as it was, so that Ctrl+C is a signal there.
 */
export const lineInput = (input: Readable, output: Writable, isTerminal: boolean): Input => {
  const ahead: Array<string> = []
  let begun = ''

  const askNow = (question: string, stop: AbortSignal | undefined): Promise<string | undefined> => {
    const lines = createInterface({ input, output, terminal: isTerminal, historySize: 0 })
    const leave = (): void => lines.close()
    stop?.addEventListener('abort', leave, { once: true })
    return new Promise((done) => {
      let answer: string | undefined
      lines.on('line', (line) => {
        if (answer !== undefined) ahead.push(line)
        else {
          answer = line
          // The lines of one paste come in one turn.
          setImmediate(leave)
        }
      })
      lines.once('close', () => {
        stop?.removeEventListener('abort', leave)
        begun = answer === undefined ? '' : lines.line
        if (answer === undefined) output.write('\n')
        done(answer)
      })
      lines.setPrompt(plain(question))
      lines.prompt()
      if (begun !== '') lines.write(begun)
    })
  }

  return {
    isTerminal,
    ask: (question, stop) => {
      if (stop?.aborted === true) return Promise.resolve(undefined)
      const ready = ahead.shift()
      if (ready === undefined) return askNow(question, stop)
      output.write(`${plain(question)}${plain(ready)}\n`)
      return Promise.resolve(ready)
    },
  }
}
