import { systemClock } from '@mini-domains/core'
import { memoryData, memoryStore } from '@mini-domains/core/adapter'
import type Database from 'libsql'
import { join } from 'node:path'
import { type Contender } from '../../contender.js'
import { rightOf } from '../provider.js'
import { scratch } from '../scratch.js'
import { credentialsOn, importRows } from './sealed-tokens.js'
import { bareFile, insertion } from './sqlite-file.js'

const importedRecords = async (apps: number): Promise<ReadonlyArray<ReadonlyArray<Buffer>>> => {
  const data = memoryData()
  rightOf(await credentialsOn(memoryStore(systemClock, data)).importRefreshTokens(importRows(apps))())
  return [...data.records].map(([name, { value }]) => [Buffer.from(name), Buffer.from(value)])
}

/**
 * Inserting what an import stores, already sealed, into an empty SQLite file: each row in a transaction of its own, on the disk.
 */
export const open = (): Contender => {
  const folder = scratch()
  let files = 0
  let database: Database.Database | undefined
  let records: ReadonlyArray<ReadonlyArray<Buffer>> = []
  return {
    prepare: async ({ calls }) => {
      if (records.length !== calls) records = await importedRecords(calls)
      database?.close()
      files += 1
      database = bareFile(join(folder, `bare-${files}.db`))
    },
    run: ({ calls }) => {
      if (database === undefined) throw new Error('the file was to be there')
      const insert = database.prepare(insertion)
      for (const record of records) {
        database.exec('begin immediate')
        insert.run([...record, 1])
        database.exec('commit')
      }
      return Promise.resolve({ failed: calls - records.length, failure: 'a row is missing' })
    },
  }
}
