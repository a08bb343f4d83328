import * as t from 'io-ts'
import { join } from 'node:path'
import { type Contender } from '../../contender.js'
import { readingRecords } from './read-record.js'
import { scratch } from '../scratch.js'
import { bareFile, insertion } from './sqlite-file.js'

const Row = t.type({ value: t.unknown })

const textOf = (row: unknown): string | undefined =>
  Row.is(row) && Buffer.isBuffer(row.value) ? row.value.toString('utf8') : undefined

/**
 * Reading a record by a bare statement of SQLite.
 */
export const open = (): Contender =>
  readingRecords((texts) => {
    const database = bareFile(join(scratch(), 'bare.db'))
    database.exec('begin')
    const insert = database.prepare(insertion)
    for (const [name, text] of texts) insert.run([Buffer.from(name), Buffer.from(text), 1])
    database.exec('commit')
    const select = database.prepare('select value from record where key = ?')
    return (name) => textOf(select.get([Buffer.from(name)]))
  })
