import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Capability, type ListCapabilities, matchCapability } from './capability.js'
import { type DomainChange, addDomains, copyPool, deleteDomains, setDomains } from '../change/change.js'
import { type ChangeQueue } from '../change/change-queue.js'
import { checkChange, checkedName } from '../domain/check.js'
import { costOf } from '../change/cost.js'
import { type DomainError } from '../error/domain-error.js'
import { type DomainSet, fromKinds } from '../domain/domain-set.js'
import { type Call, type DomainDriver, type EffectiveDomains, type ListDriver } from './driver.js'
import { ofRead } from '../error/applied.js'
import { invalidChange, unsupported } from '../error/local-failure.js'
import { type Kind, type ServerKind, type WebviewKind } from '../domain/kind.js'
import { bilingual } from '../error/language.js'
import { type ListingMemory, type Spelling, listingOf } from '../domain/listing.js'
import { modify as modifyList } from '../change/modify.js'
import { type Outcome } from '../change/outcome.js'
import { readList } from '../change/list-calls.js'
import { type ListedDomains, type PoolVersion, listedAnywhere } from '../domain/pool-version.js'
import { type CallOptions, type DomainList, type ModifyOptions } from './provider.js'
import { type Subject, subjectName } from '../domain/subject.js'

/**
 * What the lists of one provider share: the driver, the order of changes, what was read, and the options of every call.
 */
export interface Session {
  readonly driver: DomainDriver
  readonly server: ChangeQueue<ServerKind>
  readonly webview: ChangeQueue<WebviewKind>
  readonly memory: ListingMemory
  readonly options: CallOptions
}

/**
 * Puts options over the usual ones. From JavaScript an option may be there and undefined; it says nothing then.
 */
export const optionsOver = (usual: CallOptions, { signal, timeoutMs, mayWrite }: CallOptions): CallOptions => ({
  ...usual,
  ...(signal === undefined ? {} : { signal }),
  ...(timeoutMs === undefined ? {} : { timeoutMs }),
  ...(mayWrite === undefined ? {} : { mayWrite }),
})

/**
 * Makes what a driver gets of a call: where it goes, and the options over those of the session.
 */
export const callOf = (session: Session, target: Subject, operation: string, options: CallOptions = {}): Call => ({
  vendor: session.driver.vendor,
  operation,
  subject: subjectName(target),
  target,
  ...optionsOver(session.options, options),
})

const permitted = (capability: Capability, call: Call): E.Either<DomainError, Call> =>
  matchCapability<E.Either<DomainError, Call>>({
    can: () => E.right(call),
    cannot: (why, link) => E.left(unsupported(call, why, link)),
    unverified: () => E.right(call),
  })(capability)

const noVersions = bilingual('This list has one version only.', '该列表只有一个版本。')

// Which versions of a pool a call is for: what the caller says, else the default of the list.
const versioned = <K extends Kind>(
  call: Call,
  { versions }: ListCapabilities<K>,
  version: PoolVersion | undefined,
): E.Either<DomainError, Call> => {
  if (version !== undefined && versions?.includes(version) !== true) return E.left(unsupported(call, noVersions, ''))
  const [usual] = versions ?? []
  const chosen = version ?? usual
  return E.right(chosen === undefined ? call : { ...call, version: chosen })
}

const absent = bilingual('This adapter does not offer it.', '该适配器未提供此功能。')

/**
 * Makes a task only where a capability allows it; otherwise nothing is sent.
 */
const guarded = <A>(
  capability: Capability,
  call: Call,
  task: ((call: Call) => TE.TaskEither<DomainError, A>) | undefined,
): TE.TaskEither<DomainError, A> => {
  const permission = permitted(capability, call)
  if (E.isLeft(permission)) return TE.left(permission.left)
  return task === undefined ? TE.left(unsupported(call, absent, '')) : task(call)
}

/**
 * Makes the task of a call that only reads, only where a capability allows it.
 */
export const guardedRead = <A>(
  capability: Capability,
  call: Call,
  task: ((call: Call) => TE.TaskEither<DomainError, A>) | undefined,
): TE.TaskEither<DomainError, A> => TE.mapLeft(ofRead)(guarded(capability, call, task))

const effectiveOf =
  <K extends Kind>({ kinds, limits }: ListCapabilities<K>) =>
  ({ effective, origins }: EffectiveDomains<K>): EffectiveDomains<K> => {
    const read = (given: DomainSet<K>) => listingOf(kinds, limits, given).domains
    const { console, platform, direct } = origins
    return {
      effective: read(effective),
      origins: {
        ...(console === undefined ? {} : { console: read(console) }),
        ...(platform === undefined ? {} : { platform: read(platform) }),
        ...(direct === undefined ? {} : { direct: read(direct) }),
      },
    }
  }

// What the list is known to hold: what the caller has just read, and what this provider read in another spelling or form.
const knownOf = <K extends Kind>(
  kinds: ReadonlyArray<K>,
  spelling: Spelling<K>,
  observed: ListedDomains<K> | undefined,
): DomainSet<K> =>
  fromKinds(kinds, (kind) => [
    ...(observed?.domains?.[kind] ?? []),
    ...(observed?.versions === undefined ? [] : listedAnywhere(observed, kind)),
    ...(spelling.get(kind)?.keys() ?? []),
  ])

/**
 * Makes one list of an app or of the platform: checks, capabilities and order round the driver's calls.
 */
export const listOf = <K extends Kind>(
  session: Session,
  queue: ChangeQueue<K>,
  target: Subject,
  name: string,
  driver: ListDriver<K>,
  capabilities: ListCapabilities<K>,
): DomainList<K> => {
  const { kinds } = capabilities
  const key = `${name} ${subjectName(target)}`
  const spelling = () => session.memory.spelling(key, kinds)
  const listing = {
    driver,
    capabilities,
    spelling,
    keepSpelling: (read: Spelling<K>) => session.memory.keep(key, read),
  }
  const { effective } = driver
  const modify =
    (change: DomainChange<K>, options?: ModifyOptions<K>): TE.TaskEither<DomainError, Outcome<K>> =>
    () => {
      const checked = checkChange(capabilities, change, knownOf(kinds, spelling(), options?.observed))
      if (E.isLeft(checked)) return TE.left(invalidChange(callOf(session, target, `${name}.modify`), checked.left))()
      const wanted = checked.right
      const operation = checkedName(wanted)
      const call = versioned(callOf(session, target, `${name}.${operation}`, options), capabilities, options?.version)
      if (E.isLeft(call)) return TE.left(call.left)()
      return guarded(capabilities[operation], call.right, (call) =>
        queue(key, modifyList({ call, ...listing }, wanted, options?.observed)),
      )()
    }
  return {
    get: (options) => () =>
      guardedRead(capabilities.get, callOf(session, target, `${name}.get`, options), (call) =>
        readList({ call, ...listing }),
      )(),
    effective: (options) => () =>
      guardedRead(
        capabilities.effective,
        callOf(session, target, `${name}.effective`, options),
        effective && ((call) => TE.map(effectiveOf(capabilities))(effective(call))),
      )(),
    add: (domains, options) => modify(addDomains<K>(domains), options),
    delete: (domains, options) => modify(deleteDomains<K>(domains), options),
    set: (domains, options) => modify(setDomains<K>(domains), options),
    copyPool: (options) => modify(copyPool, options),
    cost: (change, observed, version) => {
      const call = versioned(callOf(session, target, `${name}.cost`), capabilities, version)
      if (E.isLeft(call)) return call
      const checked = checkChange(capabilities, change, knownOf(kinds, spelling(), observed))
      if (E.isLeft(checked)) return E.left(invalidChange(call.right, checked.left))
      const operation = checkedName(checked.right)
      const permission = permitted(capabilities[operation], { ...call.right, operation: `${name}.${operation}` })
      return E.chain((call: Call) => costOf({ call, driver, capabilities }, checked.right, observed))(permission)
    },
    modify,
  }
}
