import { type DesiredState, type OpenLines, readDesired } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { appLine, wanted } from './replies.js'

/**
 * The desired state: one profile for all apps, which stand in a file.
 */
export const desired = (): DesiredState => {
  const text = JSON.stringify({
    version: 1,
    vendors: { acme: { adapter: 'acme' } },
    profiles: { shop: { server: wanted.server, webview: wanted.webview.webview } },
    profile: 'shop',
    appFiles: [{ path: 'apps.jsonl', vendor: 'acme' }],
  })
  const read = readDesired(text, { file: 'mini-domains.yaml' })
  if (E.isLeft(read)) throw new Error(read.left.map(({ message }) => message.en).join('\n'))
  return read.right
}

const pieceOf = 256

/**
 * Gives the lines of the file of so many apps, and a pulse with each piece of it.
 */
export const appLines = (apps: number, pulse: () => void): OpenLines =>
  async function* () {
    for (let number = 0; number < apps; number += 1) {
      if (number % pieceOf === 0) await Promise.resolve().then(pulse)
      yield appLine(number)
    }
  }
