import Database from 'libsql'

/**
 * A value that SQLite is given.
 */
export type Parameter = number | Uint8Array

/**
 * What this package needs of an SQLite library. Everything it does may throw an error that bears SQLite's code.
 */
export interface Connection {
  readonly exec: (sql: string) => void
  /** Gives the first row, or `undefined`. The statement is prepared once. */
  readonly get: (sql: string, parameters: ReadonlyArray<Parameter>) => unknown
  readonly all: (sql: string, parameters: ReadonlyArray<Parameter>) => ReadonlyArray<unknown>
  readonly close: () => void
}

/**
 * Opens a file with libsql, which is named in this file alone. The path must be absolute: a URL would be dialled.
 */
export const connect = (path: string): Connection => {
  const database = new Database(path)
  const statements = new Map<string, Database.Statement>()
  const prepared = (sql: string): Database.Statement => {
    const statement = statements.get(sql) ?? database.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  return {
    exec: (sql) => void database.exec(sql),
    // The parameters go in one array: libsql takes a lone blob for named parameters, and ends the process.
    get: (sql, parameters) => prepared(sql).get([...parameters]),
    all: (sql, parameters) => prepared(sql).all([...parameters]),
    close: () => {
      statements.clear()
      database.close()
    },
  }
}
