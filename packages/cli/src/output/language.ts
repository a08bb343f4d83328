import type { Bilingual } from '@mini-domains/core'
import type { Language } from '@mini-domains/core/adapter'

/**
 * The language of messages: as asked for, else by the locale of the environment, else English.
 */
const languageOf = (asked: string | undefined, environment: Readonly<Record<string, string | undefined>>): Language => {
  const locale = [asked, environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']].find(
    (name) => name !== undefined && name !== '',
  )
  return locale?.toLowerCase().startsWith('zh') === true ? 'zh' : 'en'
}

/**
 * The language of a command line, read before anything else of it is understood, so that complaints are in it too.
 */
export const languageOfLine = (
  argv: ReadonlyArray<string>,
  environment: Readonly<Record<string, string | undefined>>,
): Language => {
  const at = argv.indexOf('--lang')
  const joined = argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length)
  return languageOf(at === -1 ? joined : argv[at + 1], environment)
}

/**
 * Pairs an English text with its Chinese twin; the same as core's, without loading core.
 */
export const bilingual = (en: string, zh: string): Bilingual => ({ en, zh })
