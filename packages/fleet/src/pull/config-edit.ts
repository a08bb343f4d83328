import { type DesiredLists } from '../desired/desired-file.js'
import { type ListName } from '../lists/list-address.js'
import { type DocumentAddition, editDocument } from './document-edit.js'
import { type ListedDomain } from './existing.js'
import { type Addition } from './pull-plan.js'

/**
 * Domains as they stand in a profile or under `extra`.
 */
export const listsOf = (domains: ReadonlyArray<ListedDomain>): DesiredLists => {
  const server: Record<string, Array<string>> = {}
  for (const { list, kind, domain } of domains) if (list === 'server') (server[kind] ??= []).push(domain)
  const of = (name: ListName) => domains.filter(({ list }) => list === name).map(({ domain }) => domain)
  const [webview, prefetch] = [of('webview'), of('prefetch')]
  return {
    ...(Object.keys(server).length === 0 ? {} : { server }),
    ...(webview.length === 0 ? {} : { webview }),
    ...(prefetch.length === 0 ? {} : { prefetch }),
  }
}

const textsOf = ({ server, webview, prefetch }: DesiredLists): DocumentAddition => ({
  ...(server === undefined
    ? {}
    : { server: Object.fromEntries(Object.entries(server).map(([kind, domains]) => [kind, domains ?? []])) }),
  ...(webview === undefined ? {} : { webview }),
  ...(prefetch === undefined ? {} : { prefetch }),
})

const editOf = ({ target, domains }: Addition): ReadonlyArray<DocumentAddition> => {
  const lists = textsOf(listsOf(domains))
  switch (target._tag) {
    case 'Profile':
      return [{ profiles: { [target.name]: lists } }]
    case 'App':
      return [{ apps: { [target.path.slice('apps.'.length)]: { extra: lists } } }]
    case 'Row':
      return []
  }
}

/**
 * The text of a desired state with what was pulled, and what is left for people to write.
 */
export interface EditedConfig {
  readonly text: string
  readonly written: ReadonlyArray<Addition>
  /** Those of rows, and those of places that the file shares by a reference (`*name`, `<<`). */
  readonly byHand: ReadonlyArray<Addition>
}

/**
 * Writes additions into the text of a desired state; all else of it stays as it is written. `undefined` where the text could not be
 * added to without changing what else it means.
 */
export const editConfig = (text: string, additions: ReadonlyArray<Addition>): EditedConfig | undefined => {
  const writable = additions.filter((addition) => editOf(addition).length > 0)
  const edited = editDocument(text, writable.flatMap(editOf))
  if (edited === undefined) return undefined
  const shared = new Set(edited.shared)
  const written = writable.filter((_, index) => !shared.has(index))
  const isWritten = new Set(written)
  return { text: edited.text, written, byHand: additions.filter((addition) => !isWritten.has(addition)) }
}
