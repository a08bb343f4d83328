import { type Report, type Row } from './report.js'
import { type Choice, choices, everything } from './search.js'
import { type Language } from './words.js'

/**
 * What the address of a page keeps, so that a reload keeps it and a colleague can be sent one app: what is searched for, the number of the
 * list that is picked (-1: none), and a language, where one was chosen.
 */
export interface Kept {
  readonly choice: Choice
  readonly picked: number
  readonly language: Language | undefined
}

const nameOf = ({ groups, facts }: Report, row: Row): string =>
  [groups[row.group]?.value.vendor, row.app ?? 'pool', facts[row.facts]?.value.list].join('/')

/**
 * Writes the part of an address behind `#`.
 */
export const addressOf = (report: Report, { choice, picked, language }: Kept): string => {
  const kept = new URLSearchParams()
  for (const name of choices) if (choice[name] !== '') kept.set(name, choice[name])
  const row = report.rows[picked]
  if (row !== undefined) kept.set('list', nameOf(report, row))
  if (language !== undefined) kept.set('lang', language)
  return kept.toString()
}

const languageOf = (text: string | null): Language | undefined => (text === 'en' || text === 'zh' ? text : undefined)

/**
 * Reads it back. A list that is not in the report is none.
 */
export const readAddress = (report: Report, address: string): Kept => {
  const kept = new URLSearchParams(address)
  const list = kept.get('list')
  return {
    choice: choices.reduce((choice, name) => ({ ...choice, [name]: kept.get(name) ?? '' }), everything),
    picked: list === null ? -1 : report.rows.findIndex((row) => nameOf(report, row) === list),
    language: languageOf(kept.get('lang')),
  }
}
