import { type Contender } from '../../contender.js'
import { readingRecords } from './read-record.js'

/**
 * Reading a record out of a `Map`.
 */
export const open = (): Contender => readingRecords((texts) => (name) => texts.get(name))
