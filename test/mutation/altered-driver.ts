import * as E from 'fp-ts/lib/Either.js'
import { type Kind } from '../../packages/core/src/index.js'
import { type DomainDriver, type LevelDriver, type ListDriver } from '../../packages/core/src/adapter.js'
import { baidu } from '../../packages/baidu/src/index.js'
import { wechat } from '../../packages/wechat/src/index.js'
import { type EmulatedOptions } from '../harness/emulated.js'
import { type Mutant } from './mutant.js'

/** Alters a driver, below the engine. */
export type DriverAlteration = (driver: DomainDriver) => DomainDriver

/** Alters one list of a driver. */
export type ListAlteration = <K extends Kind>(list: ListDriver<K>, kinds: ReadonlyArray<K>) => ListDriver<K>

/** A vendor's adapter with its driver altered. */
export const alteredDriver = (vendor: Mutant['vendor'], alter: DriverAlteration): EmulatedOptions => {
  const adapter = vendor === 'wechat' ? wechat : baidu
  return {
    adapter: { ...adapter, create: (config, environment) => E.map(alter)(adapter.create(config, environment)) },
  }
}

/** What a driver has of all that it could leave out. */
export const declared = <A>(part: A | undefined): A => {
  if (part === undefined) throw new Error('this vendor has no such list')
  return part
}

/** A driver with each of its lists altered. */
export const alteredListDrivers =
  (alter: ListAlteration): DriverAlteration =>
  (driver) => {
    const level = (name: 'app' | 'platform'): LevelDriver => ({
      ...driver[name],
      server: alter(declared(driver[name].server), declared(driver.capabilities[name].server).kinds),
      webview: alter(declared(driver[name].webview), declared(driver.capabilities[name].webview).kinds),
    })
    return { ...driver, app: level('app'), platform: level('platform') }
  }
