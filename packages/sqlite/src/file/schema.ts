import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { type StoreFailure, bilingual } from '@mini-domains/core/adapter'
import { type Connection } from './connection.js'
import { storeFailure } from '../store-failure.js'

// 'mdts' in ASCII, so that file(1) and a person with sqlite3 see whose file it is.
const applicationId = 0x6d647473

/**
 * What brings a file from one version of the schema to the next. The version is the count of steps done; steps are only ever
 * added.
 */
const migrations: ReadonlyArray<string> = [
  `create table record (key blob not null primary key, value blob not null, version integer not null) strict;
   create table lease (
     name blob not null primary key, owner blob not null, fence integer not null, ttl integer not null, until integer not null
   ) strict;
   create table sequence (one integer primary key check (one = 1), last integer not null) strict;
   insert into sequence values (1, 0);`,
]

const Stamp = t.type({ application: t.number, version: t.number, objects: t.number })

const readStamp = (connection: Connection): E.Either<StoreFailure, t.TypeOf<typeof Stamp>> => {
  const row = connection.get(
    `select application_id as application, user_version as version, (select count(*) from sqlite_schema) as objects
     from pragma_application_id, pragma_user_version`,
    [],
  )
  return Stamp.is(row)
    ? E.right(row)
    : E.left(storeFailure('damaged', bilingual('the header of the file cannot be read', '存储文件头无法读取')))
}

const migrate = (connection: Connection, version: number): void => {
  migrations.slice(version).forEach((step) => connection.exec(step))
  connection.exec(`pragma application_id = ${applicationId}; pragma user_version = ${migrations.length}`)
}

const check = (connection: Connection): E.Either<StoreFailure, void> => {
  const stamp = readStamp(connection)
  if (E.isLeft(stamp)) return stamp
  const { application, version, objects } = stamp.right
  const isNew = application === 0 && objects === 0
  if (!isNew && application !== applicationId) {
    return E.left(
      storeFailure('foreign', bilingual('the file is a database of another program', '该文件是其他程序的数据库')),
    )
  }
  if (version > migrations.length)
    return E.left(
      storeFailure('newer', bilingual(`the file has schema version ${version}`, `存储文件的结构版本为 ${version}`)),
    )
  if (version < migrations.length) migrate(connection, version)
  return E.right(undefined)
}

/**
 * Makes the tables in a new file, brings those of an older version up to date, and refuses a file that is not the store's.
 *
 * One transaction: a process that is killed in the middle leaves the file as it was.
 */
export const ensureSchema = (connection: Connection): E.Either<StoreFailure, void> => {
  connection.exec('begin immediate')
  const checked = check(connection)
  connection.exec(E.isLeft(checked) ? 'rollback' : 'commit')
  return checked
}
