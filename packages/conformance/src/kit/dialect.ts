import { type DomainSet, type Kind } from '@mini-domains/core'
import { type RecordedRequest } from '@mini-domains/emulator/fault-server'
import { type PlaceName } from '../harness/address.js'
import { type ReplyFault, type Said, type Struck } from '../harness/fault.js'

/** What a vendor answers in place of what it was asked, and what of it an adapter has to pass on. */
export interface CodedReply {
  readonly status?: number
  readonly body: string | { readonly [name: string]: unknown }
  readonly said: Said
}

/** How a vendor says the faults of the suite, which are in words of no vendor, and which requests each strikes. */
export interface FaultDialect {
  /** Where each list is; one that the vendor does not have, or that no call reaches, is left out. */
  readonly paths: { readonly [P in PlaceName]?: string }
  /** Where a request goes that asks this of a list, where its path is not the same for each. */
  readonly pathAt?: (place: PlaceName, strikes: Struck) => string | undefined
  /** The action by which the fault server knows what a fault strikes, where it is not the one that is asked for. */
  readonly actionAt?: (place: PlaceName, strikes: Struck) => string
  /** The endpoints beside the lists: what is effective in a list, and the confirm file that it needs. */
  readonly beside: {
    readonly effective: { readonly [P in PlaceName]?: string }
    readonly confirmFile: { readonly [P in PlaceName]?: string }
  }
  readonly reply: (fault: Exclude<ReplyFault, 'reply'>, place: PlaceName, secret: string) => CodedReply
  /** Success, then a failure, in one object. */
  readonly contradiction: string
}

/** How a vendor says what the suite says: faults, and the requests that it records. */
export interface Dialect extends FaultDialect {
  /** Says whether a request is of a list, where its path does not tell. */
  readonly isOf?: (place: PlaceName) => (request: RecordedRequest) => boolean
  /** The action that a request was sent with; empty for none. */
  readonly actionOf: (request: RecordedRequest) => string
  readonly isPlatform: (owner: string) => boolean
}

/** The vendor's fields of a list, from the kinds of core. */
export type Field<F extends string> = readonly [kind: Kind, field: F]

/** Writes a set under the vendor's field names; a kind that is left out is left out. */
export const toFields = <F extends string>(fields: ReadonlyArray<Field<F>>, lists: DomainSet<Kind>) => {
  const patch: { [P in F]?: ReadonlyArray<string> } = {}
  for (const [kind, field] of fields) {
    const domains = lists[kind]
    if (domains !== undefined) patch[field] = domains
  }
  return patch
}

/** Reads the vendor's fields as a set. */
export const fromFields = <F extends string>(
  fields: ReadonlyArray<Field<F>>,
  lists: { readonly [P in F]: ReadonlyArray<string> },
): DomainSet<Kind> => Object.fromEntries(fields.map(([kind, field]) => [kind, lists[field]]))

/** What tells the requests that a fault strikes from all others. */
export const matchOf = (dialect: FaultDialect, place: PlaceName, strikes: Struck) => {
  const known = (path: string | undefined): string => {
    if (path === undefined) throw new Error(`there is no ${place}.${strikes} at this vendor`)
    return path
  }
  if (strikes !== 'effective' && strikes !== 'confirmFile')
    return {
      path: known(dialect.pathAt?.(place, strikes) ?? dialect.paths[place]),
      action: dialect.actionAt?.(place, strikes) ?? (strikes === 'copyPool' ? '' : strikes),
    }
  return { path: known(dialect.beside[strikes][place]) }
}
