import type { Define } from '../../args/definition.js'
import { languageOfLine } from '../../output/language.js'
import type { Io } from '../../io/io.js'
import { plain } from '../../output/terminal-text.js'
import { type Offer, type OfferedWord, offerFor } from './offer.js'

// No shell shows more with profit, and a fleet may have 100,000 apps.
const mostNames = 200

const namedWords = async (offer: Offer, io: () => Promise<Io>): Promise<ReadonlyArray<OfferedWord>> => {
  const wanted = offer.names.filter((name) => name !== 'file')
  if (wanted.length === 0) return []
  const { configNames } = await import('./config-names.js')
  const names = await configNames(offer.args, await io(), wanted)
  return names
    .filter((name) => name.startsWith(offer.current))
    .slice(0, mostNames)
    .map((text) => ({ text }))
}

/**
 * Answers a shell: a line `files` or `words`, whether it shall offer files as well, then a line for each word, with a tab and
 * what it means where that is known.
 */
export const complete = async (
  words: ReadonlyArray<string>,
  commands: ReadonlyArray<Define>,
  environment: Readonly<Record<string, string | undefined>>,
  io: () => Promise<Io>,
): Promise<string> => {
  const offer = offerFor(words, commands, languageOfLine(words, environment))
  const lines = [...offer.words, ...(await namedWords(offer, io))].map(
    ({ text, about }) => `${plain(`${offer.lead}${text}`)}${about === undefined ? '' : `\t${about}`}`,
  )
  return [offer.names.includes('file') ? 'files' : 'words', ...lines, ''].join('\n')
}
