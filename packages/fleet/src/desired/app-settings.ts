import { type Kind } from '@mini-domains/core'
import * as t from 'io-ts'
import { type DesiredLists, type DesiredSettings, type Policy } from './desired-file.js'
import { kindsOf } from './desired-meaning.js'
import { type DesiredState } from './desired-state.js'
import { type FleetApp } from './fleet-app.js'
import { type ListName, listPath } from '../lists/list-address.js'
import { selectableOf, selector } from './selection.js'

/**
 * Why a domain is desired, or is not. `at` is `file:line:column` where it is known.
 *
 * `not-desired`: the list is kept exactly, and nothing asks for the domain. `run`: a run had changed it, and is taken back.
 */
export const Reason = t.intersection([
  t.type({
    kind: t.string,
    domain: t.string,
    intent: t.keyof({ present: null, absent: null }),
    source: t.keyof({ profile: null, rule: null, app: null, pool: null, keep: null, 'not-desired': null, run: null }),
    name: t.string,
  }),
  t.partial({ at: t.string }),
])

/**
 * Why a domain is desired, or is not.
 */
export type Reason = t.TypeOf<typeof Reason>

/**
 * Domains that one part of the desired state asks for, and where that part stands.
 */
export interface DesiredPart {
  readonly lists: DesiredLists
  readonly source: Reason['source']
  readonly name: string
  /** Where a domain of it stands, by its path inside. */
  readonly at: (path: string) => string | undefined
}

/**
 * One domain as it is written, and where.
 */
export interface DesiredDomain {
  readonly kind: Kind
  readonly text: string
  readonly source: Reason['source']
  readonly name: string
  readonly at: string | undefined
}

/**
 * The kinds that parts of the desired state name for a list; others are not touched.
 */
export const desiredKinds = (parts: ReadonlyArray<DesiredPart>, list: ListName): ReadonlyArray<Kind> => [
  ...new Set(parts.flatMap(({ lists }) => kindsOf(lists, list).map(([kind]) => kind))),
]

/**
 * Tells whether a list of an app is looked at unasked. Hosts to prefetch are listed by few apps, so that these lists are looked at only
 * where the desired state names them.
 */
export const isLookedAt = (parts: ReadonlyArray<DesiredPart>, list: ListName): boolean =>
  list !== 'prefetch' || desiredKinds(parts, list).length > 0

/**
 * The domains that parts of the desired state name for a list, each with its place.
 */
export const desiredDomains = (parts: ReadonlyArray<DesiredPart>, list: ListName): ReadonlyArray<DesiredDomain> =>
  parts.flatMap(({ lists, source, name, at }) =>
    kindsOf(lists, list).flatMap(([kind, domains]) => {
      const path = listPath(list, kind)
      return domains.map((text, index) => ({ kind, text, source, name, at: at(`${path}.${index}`) }))
    }),
  )

/**
 * What holds for one app after all rules.
 */
export interface AppSettings {
  /** The same for apps that want the same; `undefined` for apps with domains of their own. */
  readonly group: string | undefined
  readonly parts: ReadonlyArray<DesiredPart>
  readonly keep: ReadonlyArray<string>
  readonly policy: Policy
  /** Tells what goes even where nothing is taken off. */
  readonly leaves?: DesiredState['leaves']
  readonly frozen: boolean
}

interface Layer {
  readonly name: string
  readonly settings: DesiredSettings
  readonly source: 'rule' | 'app'
  readonly at: (path: string) => string | undefined
}

const last = <A>(layers: ReadonlyArray<Layer>, pick: (settings: DesiredSettings) => A | undefined): A | undefined =>
  layers.reduce<A | undefined>((found, { settings }) => pick(settings) ?? found, undefined)

const profilePart = (desired: DesiredState, name: string | undefined): ReadonlyArray<DesiredPart> => {
  const { profiles = {} } = desired.content
  const lists = name !== undefined && Object.hasOwn(profiles, name) ? profiles[name] : undefined
  return lists === undefined || name === undefined
    ? []
    : [{ lists, source: 'profile', name, at: (path) => desired.at(`profiles.${name}.${path}`) }]
}

const extraPart = ({ settings, source, name, at }: Layer): ReadonlyArray<DesiredPart> =>
  settings.extra === undefined ? [] : [{ lists: settings.extra, source, name, at }]

const settingsOf = (desired: DesiredState, layers: ReadonlyArray<Layer>, group: string | undefined): AppSettings => {
  const { content, leaves } = desired
  return {
    group,
    parts: [
      ...profilePart(desired, last(layers, ({ profile }) => profile) ?? content.profile),
      ...layers.flatMap(extraPart),
    ],
    keep: [...(content.keep ?? []), ...layers.flatMap(({ settings }) => settings.keep ?? [])],
    policy: last(layers, ({ policy }) => policy) ?? content.policy ?? 'sync',
    ...(leaves === undefined ? {} : { leaves }),
    frozen: last(layers, ({ frozen }) => frozen) ?? false,
  }
}

const appLayer = ({ app, at, path }: FleetApp, desired: DesiredState): Layer => ({
  name: app.id,
  settings: app,
  source: 'app',
  at: (inside) => (path === undefined ? at : desired.at(`${path}.extra.${inside}`)),
})

const isPlain = (extra: DesiredLists | undefined, keep: ReadonlyArray<string> | undefined): boolean =>
  extra === undefined && keep === undefined

/**
 * Works out what holds for an app: the whole state's settings, then each rule that selects it, then its own. A later word
 * wins; `extra` and `keep` add up. Apps for which the same holds share one object.
 */
export const settingsFor = (desired: DesiredState): ((app: FleetApp) => AppSettings) => {
  const rules = (desired.content.rules ?? []).map((rule, index) => ({
    selects: selector(rule.select),
    layer: {
      name: `rules.${index}`,
      settings: rule,
      source: 'rule' as const,
      at: (path: string) => desired.at(`rules.${index}.extra.${path}`),
    },
  }))
  const groups = new Map<string, AppSettings>()
  return (app) => {
    const target = selectableOf(app)
    const matching = rules.map(({ selects }) => selects(target))
    const layers = rules.filter((_, index) => matching[index]).map(({ layer }) => layer)
    const { profile, policy, frozen, extra, keep } = app.app
    const all = [...layers, appLayer(app, desired)]
    if (!isPlain(extra, keep)) return settingsOf(desired, all, undefined)
    const group = JSON.stringify([matching, profile, policy, frozen])
    const known = groups.get(group) ?? settingsOf(desired, all, group)
    groups.set(group, known)
    return known
  }
}

/**
 * Gives the domains that a desired state asks for in a list of an app, as they are written.
 */
export const desiredTexts = (desired: DesiredState, list: ListName): ((app: FleetApp) => ReadonlyArray<string>) => {
  const settings = settingsFor(desired)
  return (app) => desiredDomains(settings(app).parts, list).map(({ text }) => text)
}
