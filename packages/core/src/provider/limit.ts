import * as t from 'io-ts'
import { type Fact, fact } from './fact.js'
import { refined } from '../config/expectation.js'
import { strictObject } from '../config/strict-object.js'
import { hostOf, readDomain } from '../domain/domain.js'
import { bilingual } from '../error/language.js'

/**
 * What a vendor allows in one list. Data, so that it can be shown, checked before a call, and overridden in the config.
 */
export interface ListLimits {
  /** Domains in each kind. */
  readonly perKind?: Fact<number>
  /** Domains over all kinds. */
  readonly total?: Fact<number>
  /** Whether a domain may name a port. */
  readonly ports: Fact<boolean>
  /** Hosts that may not be listed. */
  readonly forbiddenHosts: Fact<ReadonlyArray<string>>
  /** Whether `https://a` and `https://a:443` are one entry (`dropped`, the default) or two (`kept`). */
  readonly defaultPort?: Fact<'dropped' | 'kept'>
  /** Whether kinds of `https://` also take `http://`. Default false. */
  readonly http?: Fact<boolean>
  /** Whether an app lists only domains whose host, or a parent of it, is in the platform pool. Default false. */
  readonly poolRequired?: Fact<boolean>
  /** Modifications that a month allows. Shown, not counted: the vendor counts. */
  readonly monthlyModifications?: Fact<number>
}

const count = refined(t.number, (n) => Number.isInteger(n) && n >= 0, bilingual('a whole number from 0', '非负整数'))

/**
 * Figures to put over those of a vendor, in one list. What is left out stays as the vendor has it.
 */
export interface ListLimitsConfig {
  /** Domains in each kind. */
  readonly perKind?: number | undefined
  /** Domains over all kinds. */
  readonly total?: number | undefined
  /** Whether a domain may name a port. */
  readonly ports?: boolean | undefined
  /** Hosts that may not be listed. */
  readonly forbiddenHosts?: ReadonlyArray<string> | undefined
  /** Whether `https://a` and `https://a:443` are one entry (`dropped`) or two (`kept`). */
  readonly defaultPort?: 'dropped' | 'kept' | undefined
  /** Whether kinds of `https://` also take `http://`. */
  readonly http?: boolean | undefined
  /** Whether an app lists only domains that the platform pool covers. */
  readonly poolRequired?: boolean | undefined
  /** Modifications that a month allows. */
  readonly monthlyModifications?: number | undefined
}

/**
 * Figures to put over those of a vendor, in the pool of the platform: all but `poolRequired`, for a pool draws from none.
 */
export type PoolLimitsConfig = Omit<ListLimitsConfig, 'poolRequired'>

/**
 * Figures to put over those of a vendor, at one level.
 */
export interface LevelLimitsConfig<L extends PoolLimitsConfig = ListLimitsConfig> {
  readonly server?: L | undefined
  readonly webview?: L | undefined
}

/**
 * The `limits` of a config: `{ app: { server: { perKind: 300 } } }`.
 */
export interface LimitsConfig {
  readonly app?: LevelLimitsConfig | undefined
  readonly platform?: LevelLimitsConfig<PoolLimitsConfig> | undefined
}

/**
 * The `limits` of a config for a vendor whose apps have hosts to look up beforehand too. Those are not drawn from the pool.
 */
export interface PrefetchLimitsConfig extends LimitsConfig {
  readonly app?: (LevelLimitsConfig & { readonly prefetch?: PoolLimitsConfig | undefined }) | undefined
}

/**
 * The `limits` of a config for a vendor whose pool no call reaches.
 */
export type AppLimitsConfig = Pick<LimitsConfig, 'app'>

const figures = {
  perKind: count,
  total: count,
  ports: t.boolean,
  forbiddenHosts: t.readonlyArray(t.string),
  defaultPort: t.keyof({ dropped: null, kept: null }, '"dropped" or "kept"'),
  http: t.boolean,
  monthlyModifications: count,
}

const levelOf = <L extends PoolLimitsConfig>(list: t.Type<L>): t.Type<LevelLimitsConfig<L>> =>
  strictObject('limits of a level', {}, { server: list, webview: list })

const ofApp: t.Type<ListLimitsConfig> = strictObject('limits of a list', {}, { ...figures, poolRequired: t.boolean })
const ofPool: t.Type<PoolLimitsConfig> = strictObject('limits of a pool', {}, figures)
const app = levelOf(ofApp)
const platform = levelOf(ofPool)

/**
 * Checks the `limits` of a config: per level and list, any of the figures of `ListLimits` that says something there.
 */
export const LimitsConfig: t.Type<LimitsConfig> = strictObject('limits', {}, { app, platform })

/**
 * The same, for a vendor whose apps have hosts to look up beforehand too.
 */
export const PrefetchLimitsConfig: t.Type<PrefetchLimitsConfig> = strictObject(
  'limits',
  {},
  { app: strictObject('limits of a level', {}, { server: ofApp, webview: ofApp, prefetch: ofPool }), platform },
)

/**
 * Checks the `limits` of a config for a vendor whose pool no call reaches.
 */
export const AppLimitsConfig: t.Type<AppLimitsConfig> = strictObject('limits', {}, { app })

const configured = <A>(value: A): Fact<A> => fact(value, 'config', '', 'config')

/**
 * Puts the figures of a config over those of the vendor.
 */
export const overrideLimits = (limits: ListLimits, config: ListLimitsConfig | undefined): ListLimits => ({
  ...limits,
  ...(config?.perKind === undefined ? {} : { perKind: configured(config.perKind) }),
  ...(config?.total === undefined ? {} : { total: configured(config.total) }),
  ...(config?.ports === undefined ? {} : { ports: configured(config.ports) }),
  ...(config?.forbiddenHosts === undefined
    ? {}
    : { forbiddenHosts: configured(config.forbiddenHosts.map((host) => hostOf(readDomain('any', host)))) }),
  ...(config?.defaultPort === undefined ? {} : { defaultPort: configured(config.defaultPort) }),
  ...(config?.http === undefined ? {} : { http: configured(config.http) }),
  ...(config?.poolRequired === undefined ? {} : { poolRequired: configured(config.poolRequired) }),
  ...(config?.monthlyModifications === undefined
    ? {}
    : { monthlyModifications: configured(config.monthlyModifications) }),
})
