import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Capabilities, type Capability, type ListCapabilities } from './capability.js'
import {
  type CheckedChange,
  type DomainChange,
  addDomains,
  changeNames,
  checkChange,
  copyPool,
  deleteDomains,
  setDomains,
} from '../change/change.js'
import { type ChangeQueue } from '../change/change-queue.js'
import { costOf } from '../change/cost.js'
import { type Domain } from '../domain/domain.js'
import { type DomainError } from '../error/domain-error.js'
import { type DomainSet, type ListedDomains, type PoolVersion, listedAnywhere } from '../domain/domain-set.js'
import { type Call, type DomainDriver, type EffectiveDomains, type ListDriver } from './driver.js'
import { ofRead } from '../error/applied.js'
import { invalidChange, unsupported } from '../error/local-failure.js'
import { type Kind, type PrefetchKind, type ServerKind, type WebviewKind } from '../domain/kind.js'
import { bilingual } from '../error/language.js'
import { type ListingMemory, type Spelling, listingOf } from '../domain/listing.js'
import { modify as modifyList } from '../change/modify.js'
import { type Outcome } from '../change/outcome.js'
import { read } from '../change/list-calls.js'
import { type CallOptions, type DomainList, type ModifyOptions } from './provider.js'
import { type Subject, subjectName } from '../domain/subject.js'

/**
 * What all lists of one provider share: the driver, what it can do, and the options of every call.
 */
export interface Session {
  readonly driver: DomainDriver
  /** As declared by the driver, with what it leaves out filled in. */
  readonly capabilities: Capabilities
  readonly server: Lists<ServerKind>
  readonly webview: Lists<WebviewKind>
  readonly prefetch: Lists<PrefetchKind>
  readonly options: CallOptions
}

/**
 * What the lists of one sort share in a provider, such as its server lists: the order of changes, and how the vendor spelt what was read.
 */
export interface Lists<K extends Kind> {
  readonly queue: ChangeQueue<K>
  readonly memory: ListingMemory<K>
}

/**
 * Puts options over the usual ones. From JavaScript an option may be there and undefined; it says nothing then.
 */
export const optionsOver = (
  usual: CallOptions,
  { signal, timeoutMs, writeTimeoutMs, mayWrite }: CallOptions,
): CallOptions => ({
  ...usual,
  ...(signal === undefined ? {} : { signal }),
  ...(timeoutMs === undefined ? {} : { timeoutMs }),
  ...(writeTimeoutMs === undefined ? {} : { writeTimeoutMs }),
  ...(mayWrite === undefined ? {} : { mayWrite }),
})

/**
 * Makes what a driver gets of a call: where it goes, and the options over those of the session.
 */
export const callOf = (session: Session, target: Subject, operation: string, options?: CallOptions): Call => ({
  vendor: session.driver.vendor,
  operation,
  subject: subjectName(target),
  target,
  ...(options === undefined ? session.options : optionsOver(session.options, options)),
})

const refusedBy = (capability: Capability, call: Call): DomainError | undefined =>
  capability._tag === 'Cannot' ? unsupported(call, capability.why, capability.link) : undefined

const noVersions = bilingual('This list has one version only.', '该列表只有一个版本。')

const absent = bilingual('This adapter does not offer it.', '该适配器未提供此功能。')

// What is not declared is refused by its capabilities; this answers for a driver that declares a list and does not have it.
const absentDriver = <K extends Kind>(): ListDriver<K> => ({
  read: (call) => TE.left(unsupported(call, absent, '')),
  write: (call) => TE.left(unsupported(call, absent, '')),
})

/**
 * Makes a call that only reads, where a capability allows it; otherwise nothing is sent.
 */
export const guardedRead = async <A>(
  capability: Capability,
  call: Call,
  task: ((call: Call) => TE.TaskEither<DomainError, A>) | undefined,
): Promise<E.Either<DomainError, A>> => {
  const refused = refusedBy(capability, call)
  if (refused !== undefined) return E.left(refused)
  if (task === undefined) return E.left(unsupported(call, absent, ''))
  const ended = await task(call)()
  return E.isLeft(ended) ? E.left(ofRead(ended.left)) : ended
}

const effectiveOf =
  <K extends Kind>({ kinds, limits }: ListCapabilities<K>) =>
  ({ effective, origins }: EffectiveDomains<K>): EffectiveDomains<K> => {
    const canonical = (given: DomainSet<K>) => listingOf(kinds, limits, given).domains
    const { console, platform, direct } = origins
    return {
      effective: canonical(effective),
      origins: {
        ...(console === undefined ? {} : { console: canonical(console) }),
        ...(platform === undefined ? {} : { platform: canonical(platform) }),
        ...(direct === undefined ? {} : { direct: canonical(direct) }),
      },
    }
  }

// What the list is known to hold of a kind: what the caller has just read, and what this provider read in another spelling or form.
const knownOf = <K extends Kind>(
  kind: K,
  observed: ListedDomains<K> | undefined,
  spelling: Spelling<K> | undefined,
): ReadonlyArray<Domain> => [
  ...(observed?.domains?.[kind] ?? []),
  ...(observed?.versions === undefined ? [] : listedAnywhere(observed, kind)),
  ...(spelling?.get(kind)?.keys() ?? []),
]

/**
 * A change that may be made, and the call that makes it.
 */
interface Sound<K extends Kind> {
  readonly call: Call
  readonly change: CheckedChange<K>
}

/**
 * Makes one list of an app or of the platform: checks, capabilities and order round the driver's calls.
 */
export const listOf = <K extends Kind>(
  session: Session,
  { queue, memory }: Lists<K>,
  target: Subject,
  name: string,
  given: ListDriver<K> | undefined,
  capabilities: ListCapabilities<K>,
): DomainList<K> => {
  const { kinds, versions } = capabilities
  const driver = given ?? absentDriver<K>()
  const key = `${name} ${subjectName(target)}`
  const listing = { driver, capabilities, key, memory }
  const { effective } = driver
  // What is asked of a change before anything is sent, and before it is priced.
  const soundOf = (
    asked: 'modify' | 'cost',
    change: DomainChange<K>,
    observed: ListedDomains<K> | undefined,
    version: PoolVersion | undefined,
    options?: CallOptions,
  ): E.Either<DomainError, Sound<K>> => {
    // 1. The list. Of one that is not there no kind is right, so it is not the kinds of a change that are refused.
    const missing =
      kinds.length === 0 ? refusedBy(capabilities.get, callOf(session, target, `${name}.${asked}`)) : undefined
    if (missing !== undefined) return E.left(missing)
    // 2. What the change names.
    const checked = checkChange(capabilities, change, (kind) => knownOf(kind, observed, memory.spellings.get(key)))
    if (E.isLeft(checked)) return E.left(invalidChange(callOf(session, target, `${name}.${asked}`), checked.left))
    // 3. Which versions of a pool it is for: what the caller says, else the default of the list.
    const operation = changeNames[checked.right._tag]
    const given = callOf(session, target, `${name}.${operation}`, options)
    if (version !== undefined && versions?.includes(version) !== true) return E.left(unsupported(given, noVersions, ''))
    const chosen = version ?? versions?.[0]
    const call = chosen === undefined ? given : { ...given, version: chosen }
    // 4. Whether the vendor can do it.
    const refused = refusedBy(capabilities[operation], call)
    return refused === undefined ? E.right({ call, change: checked.right }) : E.left(refused)
  }
  const modify =
    (change: DomainChange<K>, options?: ModifyOptions<K>): TE.TaskEither<DomainError, Outcome<K>> =>
    async () => {
      const sound = soundOf('modify', change, options?.observed, options?.version, options)
      if (E.isLeft(sound)) return sound
      const { call, change: checked } = sound.right
      return queue(key, (before) => modifyList({ call, ...listing }, checked, options?.observed, before))
    }
  return {
    get: (options) => () =>
      guardedRead(
        capabilities.get,
        callOf(session, target, `${name}.get`, options),
        (call) => () => read({ call, ...listing }),
      ),
    effective: (options) => () =>
      guardedRead(
        capabilities.effective,
        callOf(session, target, `${name}.effective`, options),
        effective && ((call) => TE.map(effectiveOf(capabilities))(effective(call))),
      ),
    add: (domains, options) => modify(addDomains<K>(domains), options),
    delete: (domains, options) => modify(deleteDomains<K>(domains), options),
    set: (domains, options) => modify(setDomains<K>(domains), options),
    copyPool: (options) => modify(copyPool, options),
    cost: (change, observed, version) => {
      const sound = soundOf('cost', change, observed, version)
      return E.isLeft(sound)
        ? sound
        : costOf({ call: sound.right.call, driver, capabilities }, sound.right.change, observed)
    },
    modify,
  }
}
