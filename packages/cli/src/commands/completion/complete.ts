import type { Define } from '../../args/definition.js'
import { languageOfLine } from '../../output/language.js'
import type { Io } from '../../io/io.js'
import { plain } from '../../output/terminal-text.js'
import { type Offer, type OfferedWord, offerFor } from './offer.js'

const namedWords = async (offer: Offer, io: () => Promise<Io>): Promise<ReadonlyArray<OfferedWord>> => {
  const wanted = offer.names.filter((name) => name !== 'file')
  if (wanted.length === 0) return []
  const { configNames } = await import('./config-names.js')
  const names = await configNames(offer.args, await io(), wanted, offer.current)
  return names.map((text) => ({ text }))
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
  const lines = [...offer.words, ...(await namedWords(offer, io))].flatMap(({ text, about }) => {
    const word = `${offer.lead}${text}`
    if (!word.startsWith(offer.kept)) return []
    return [`${plain(word.slice(offer.kept.length))}${about === undefined ? '' : `\t${about}`}`]
  })
  return [offer.names.includes('file') ? 'files' : 'words', ...lines, ''].join('\n')
}
