import { type DurableFile } from './durable-file.js'
import { JournalEntry, type Journal } from './journal.js'
import { jsonLog } from './json-log.js'

/**
 * A journal in a file of JSON Lines.
 */
export const fileJournal = (file: DurableFile): Journal => jsonLog(file, JournalEntry)
