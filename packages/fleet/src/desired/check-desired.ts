import { type Bilingual, type Capabilities, type Kind } from '@mini-domains/core'
import { type ListCapabilities, bilingual, checkChange, fromKinds, parseDomain } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type ListName, listNames, listPath } from '../lists/list-address.js'
import { type DesiredPart, desiredDomains, desiredKinds, settingsFor } from './app-settings.js'
import { type DesiredState } from './desired-state.js'
import { type Diagnostic, diagnostic, placeOf } from './diagnostic.js'
import { type OpenLines } from './file-lines.js'
import { type FleetApp, appsOf } from './fleet-app.js'
import { aDomain, quoted } from './issue-words.js'
import { unknownName } from './row-diagnostic.js'
import { selectableOf, selector } from './selection.js'

/**
 * What was found of one part of a desired state, without asking any vendor.
 *
 * - `app`: an app that was looked at, with what is wrong with it; what it shares with other apps is told with the first.
 * - `row`: a row of a file that is no app. `pool`: a pool. `unused`: a rule that selects none of the apps.
 */
export type Checked =
  | { readonly _tag: 'app'; readonly app: FleetApp; readonly faults: ReadonlyArray<Diagnostic> }
  | { readonly _tag: 'row'; readonly faults: ReadonlyArray<Diagnostic> }
  | { readonly _tag: 'pool'; readonly vendor: string; readonly faults: ReadonlyArray<Diagnostic> }
  | { readonly _tag: 'unused'; readonly rule: Diagnostic }

/**
 * What the vendors of a desired state can do, by their names there; one that is not known is left unchecked.
 */
export type CapabilitiesOf = (vendor: string) => Capabilities | undefined

interface Found {
  readonly at: string | undefined
  readonly kind: Kind
  readonly expected: Bilingual
  readonly found: Bilingual
}

const kindFaults = ({ kinds }: ListCapabilities<Kind>, parts: ReadonlyArray<DesiredPart>, list: ListName) =>
  parts.flatMap((part) =>
    desiredKinds([part], list)
      .filter((kind) => !kinds.includes(kind))
      .map((kind): Found => ({
        at: part.at(listPath(list, kind)),
        kind,
        expected:
          kinds.length === 0
            ? bilingual('a list that this vendor has', '该厂商支持的列表')
            : bilingual(`a kind of this vendor (${kinds.join(', ')})`, `该厂商支持的种类（${kinds.join('、')}）`),
        found: bilingual(kind, kind),
      })),
  )

const domainFaults = (
  capabilities: ListCapabilities<Kind>,
  parts: ReadonlyArray<DesiredPart>,
  list: ListName,
): ReadonlyArray<Found> => {
  const { ports, forbiddenHosts } = capabilities.limits
  const rules = { ports: ports.value, forbiddenHosts: forbiddenHosts.value }
  const domains = desiredDomains(parts, list).filter(({ kind }) => capabilities.kinds.includes(kind))
  const read = domains.map(({ kind, text, at }) => ({ kind, at, parsed: parseDomain(kind, rules)(text) }))
  const refused = read.flatMap(({ kind, at, parsed }): ReadonlyArray<Found> =>
    E.isRight(parsed)
      ? []
      : [
          {
            at,
            kind,
            expected: aDomain(parsed.left.hint),
            found: quoted(parsed.left.domain),
          },
        ],
  )
  const kinds = [...new Set(read.map(({ kind }) => kind))]
  if (refused.length > 0 || kinds.length === 0) return refused
  const wanted = fromKinds(kinds, (kind) =>
    read.flatMap((one) => (one.kind === kind && E.isRight(one.parsed) ? [one.parsed.right] : [])),
  )
  const checked = checkChange(capabilities, { _tag: 'Set', domains: wanted })
  if (E.isRight(checked)) return []
  return checked.left.slice(0, 1).map(({ hint, domain, kind }): Found => {
    const first = read.find((one) => one.kind === kind && E.isRight(one.parsed) && one.parsed.right === domain)
    return { at: first?.at, kind: first?.kind ?? 'any', expected: hint, found: quoted(domain) }
  })
}

const listFaults = (
  capabilities: ListCapabilities<Kind>,
  parts: ReadonlyArray<DesiredPart>,
  list: ListName,
  otherwise: string,
): ReadonlyArray<Diagnostic> =>
  [...kindFaults(capabilities, parts, list), ...domainFaults(capabilities, parts, list)].map(
    ({ at = otherwise, kind, expected, found }) =>
      diagnostic({ ...placeOf(at), path: listPath(list, kind), expected, found }),
  )

function* poolsOf(desired: DesiredState, capabilitiesOf: CapabilitiesOf): Generator<Checked> {
  for (const [vendor, lists] of Object.entries(desired.content.pools ?? {})) {
    const place = (path: string): string => desired.at(`pools.${vendor}.${path}`)
    const parts = [{ lists, source: 'pool' as const, name: vendor, at: place }]
    const level = capabilitiesOf(vendor)?.platform
    const faults =
      level === undefined
        ? []
        : listNames.flatMap((list) => listFaults(level[list], parts, list, desired.at(`pools.${vendor}`)))
    yield { _tag: 'pool', vendor, faults }
  }
}

const anApp = bilingual('an app that it selects', '所选中的小程序')

/** The rules that have selected no app so far. */
const unusedRules = (desired: DesiredState) => {
  const left = new Map(
    (desired.content.rules ?? []).map(({ select }, index) => [`rules.${index}.select`, selector(select)] as const),
  )
  return {
    see: (app: FleetApp): void => {
      const target = selectableOf(app)
      for (const [path, selects] of left) if (selects(target)) left.delete(path)
    },
    rest: (): ReadonlyArray<Checked> =>
      [...left.keys()].map((path) => ({
        _tag: 'unused',
        rule: diagnostic({ ...placeOf(desired.at(path)), path, expected: anApp, found: bilingual('none', '无') }),
      })),
  }
}

/** What stands in the desired state itself holds for many apps, and is told once. */
const firstTime = ({ file }: DesiredState) => {
  const told = new Set<string>()
  return (fault: Diagnostic): boolean => {
    if (fault.file !== file) return true
    const isNew = !told.has(fault.message.en)
    told.add(fault.message.en)
    return isNew
  }
}

/**
 * Checks a desired state that was read, with all rows of its files of apps and by what each vendor can list: kinds, ports, forbidden hosts,
 * how many. Asks nobody; one part after the other, so that a large fleet needs no room.
 */
export async function* checkDesired(
  desired: DesiredState,
  capabilitiesOf: CapabilitiesOf,
  openLines: OpenLines | undefined,
): AsyncGenerator<Checked> {
  yield* poolsOf(desired, capabilitiesOf)
  const settings = settingsFor(desired)
  const rules = unusedRules(desired)
  const isNew = firstTime(desired)
  const known = new Set<string>()
  for await (const row of appsOf(desired, openLines)) {
    if (E.isLeft(row)) {
      yield { _tag: 'row', faults: row.left }
      continue
    }
    const app = row.right
    rules.see(app)
    const unknown = unknownName(desired, app)
    const { parts, group } = settings(app)
    const shared = `${app.app.vendor} ${group}`
    const level = group !== undefined && known.has(shared) ? undefined : capabilitiesOf(app.app.vendor)?.app
    if (group !== undefined) known.add(shared)
    const lists =
      level === undefined ? [] : listNames.flatMap((list) => listFaults(level[list], parts, list, app.at)).filter(isNew)
    yield { _tag: 'app', app, faults: unknown === undefined ? lists : [unknown, ...lists] }
  }
  yield* rules.rest()
}
