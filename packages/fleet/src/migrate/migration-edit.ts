import { isDeepStrictEqual } from 'node:util'
import * as E from 'fp-ts/lib/Either.js'
import { DesiredFile } from '../desired/desired-file.js'
import { readDesired } from '../desired/desired-state.js'
import { type Migration, movedContent, successorOf } from '../desired/moved-host.js'
import { editDocument } from '../pull/document-edit.js'
import { type DocumentChange, replaceInDocument } from '../pull/document-replace.js'
import { meaningOf } from '../pull/document-text.js'

/** What is written, before a migration under way adds to it. */
const readContent = (text: string): DesiredFile | undefined => {
  const content = DesiredFile.decode(meaningOf(text)?.value)
  return E.isLeft(content) ? undefined : content.right
}

const isValid = (text: string): boolean => E.isRight(readDesired(text, { file: '' }))

/**
 * Writes into the text of a desired state that a migration is under way, and leaves all else as it is written. `undefined` where the text
 * cannot be added to, or would be no valid desired state then.
 */
export const beginMigration = (text: string, { from, to }: Migration): string | undefined => {
  const edited = editDocument(text, [{ migrations: [{ from, to }] }])
  return edited === undefined || edited.shared.length > 0 || !isValid(edited.text) ? undefined : edited.text
}

const isSame = (one: Migration, other: Migration): boolean => one.from === other.from && one.to === other.to

const withoutMigration = ({ migrations = [], ...content }: DesiredFile, migration: Migration): DesiredFile => {
  const left = migrations.filter((one) => !isSame(one, migration))
  return left.length === 0 ? content : { ...content, migrations: left }
}

const entryOf = ({ migrations = [] }: DesiredFile, migration: Migration): ReadonlyArray<DocumentChange> => {
  const index = migrations.findIndex((one) => isSame(one, migration))
  if (index === -1) return []
  const path = migrations.length === 1 ? ['migrations'] : ['migrations', String(index)]
  return [{ path, text: undefined }]
}

type Lists = ReadonlyArray<readonly [path: ReadonlyArray<string>, domains: ReadonlyArray<string>]>

const listsIn = (value: unknown, path: ReadonlyArray<string>): Lists => {
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')) return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => listsIn(inner, [...path, key]))
}

const domainLists = ({ profiles, pools, rules, apps }: DesiredFile): Lists => {
  const extras = (settings: ReadonlyArray<{ readonly extra?: unknown }> = []) =>
    settings.map(({ extra }) => ({ extra }))
  return listsIn({ profiles, pools, rules: extras(rules), apps: extras(apps) }, [])
}

/** One list: each old entry becomes its successor, or goes where the successor stands there already. */
const changesOf = (
  path: ReadonlyArray<string>,
  domains: ReadonlyArray<string>,
  migration: Migration,
): ReadonlyArray<DocumentChange> => {
  const seen = new Set(domains)
  return domains.flatMap((domain, index) => {
    const successor = successorOf(domain, migration)
    if (successor === domain) return []
    const isThere = seen.has(successor)
    seen.add(successor)
    return [{ path: [...path, String(index)], text: isThere ? undefined : successor }]
  })
}

/** The order in a list says nothing; that of a document's other parts is not touched. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    const items: ReadonlyArray<unknown> = value
    return items.every((item) => typeof item === 'string') ? [...items].sort() : items.map(sorted)
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner)]))
}

/**
 * Writes the new host of a migration into the text of a desired state wherever the old one stands, and takes the migration out. `undefined`
 * where the text cannot be changed so without changing what else it means, or would be no valid desired state then. Rows of its files of
 * apps are not looked at.
 */
export const endMigration = (text: string, migration: Migration): string | undefined => {
  const written = readContent(text)
  if (written === undefined) return undefined
  const changes = domainLists(written).flatMap(([path, domains]) => changesOf(path, domains, migration))
  const edited = replaceInDocument(text, [...changes, ...entryOf(written, migration)])
  const after = edited === undefined ? undefined : readContent(edited)
  const wanted = withoutMigration(movedContent(written, migration, 'remove'), migration)
  return edited !== undefined && isValid(edited) && isDeepStrictEqual(sorted(after), sorted(wanted))
    ? edited
    : undefined
}
