import { type DesiredLists, type DesiredSettings, type Policy } from './desired-file.js'
import { type DesiredState } from './desired-state.js'
import { type FleetApp } from './fleet-app.js'
import { type Selectable, selector } from './selection.js'
import { type Wish } from './wish.js'

/**
 * What holds for one app after all rules.
 */
export interface AppSettings {
  /** The same for apps that want the same; `undefined` for apps with wishes of their own. */
  readonly group: string | undefined
  readonly wishes: ReadonlyArray<Wish>
  readonly keep: ReadonlyArray<string>
  readonly policy: Policy
  readonly frozen: boolean
}

interface Layer {
  readonly name: string
  readonly settings: DesiredSettings
  readonly source: 'rule' | 'app'
  readonly at: (path: string) => string | undefined
}

const selectable = ({ app }: FleetApp): Selectable => ({ vendor: app.vendor, id: app.id, labels: app.labels ?? {} })

const last = <A>(layers: ReadonlyArray<Layer>, pick: (settings: DesiredSettings) => A | undefined): A | undefined =>
  layers.reduce<A | undefined>((found, { settings }) => pick(settings) ?? found, undefined)

const profileWish = (desired: DesiredState, name: string | undefined): ReadonlyArray<Wish> => {
  const lists = name === undefined ? undefined : desired.content.profiles?.[name]
  return lists === undefined || name === undefined
    ? []
    : [{ lists, source: 'profile', name, at: (path) => desired.at(`profiles.${name}.${path}`) }]
}

const extraWish = ({ settings, source, name, at }: Layer): ReadonlyArray<Wish> =>
  settings.extra === undefined ? [] : [{ lists: settings.extra, source, name, at }]

const settingsOf = (desired: DesiredState, layers: ReadonlyArray<Layer>, group: string | undefined): AppSettings => {
  const { content } = desired
  return {
    group,
    wishes: [
      ...profileWish(desired, last(layers, ({ profile }) => profile) ?? content.profile),
      ...layers.flatMap(extraWish),
    ],
    keep: [...(content.keep ?? []), ...layers.flatMap(({ settings }) => settings.keep ?? [])],
    policy: last(layers, ({ policy }) => policy) ?? content.policy ?? 'sync',
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
    const target = selectable(app)
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
