import Database from 'libsql'

/**
 * Opens a file as our store does, with an empty table like its own: a log ahead of the file, every commit on the disk.
 */
export const bareFile = (path: string): Database.Database => {
  const database = new Database(path)
  database.exec('pragma journal_mode = wal; pragma synchronous = full')
  database.exec(
    'create table record (key blob not null primary key, value blob not null, version integer not null) strict',
  )
  return database
}

/**
 * The statement that writes a record.
 */
export const insertion = 'insert into record (key, value, version) values (?, ?, ?)'
