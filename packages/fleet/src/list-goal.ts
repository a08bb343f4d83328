import { type Kind, type Refusal } from '@mini-domains/core'
import { type Domain, type ListCapabilities, hostOf } from '@mini-domains/core/adapter'
import type * as E from 'fp-ts/lib/Either.js'
import { type AppSettings } from './app-settings.js'
import { globMatcher } from './glob.js'
import { type ListAddress } from './list-address.js'
import { type Handling } from './list-difference.js'
import { type WantedList, wantedList } from './wanted-list.js'

/**
 * What is wanted of a list, and what happens to the rest of it.
 */
export interface ListGoal {
  readonly wanted: E.Either<ReadonlyArray<Refusal>, WantedList> | undefined
  readonly handling: Handling
}

/**
 * Makes the test of what is kept: a glob is tried on the whole domain and on its host.
 */
const keeper = (globs: ReadonlyArray<string>): ((domain: Domain) => boolean) => {
  const matches = globMatcher(globs)
  return (domain) => matches(domain) || matches(hostOf(domain))
}

/**
 * Works out the goal of a list.
 */
export const listGoal = (
  capabilities: ListCapabilities<Kind>,
  { wishes, keep, policy }: Pick<AppSettings, 'wishes' | 'keep' | 'policy'>,
  { list }: ListAddress,
): ListGoal => ({ wanted: wantedList(capabilities, wishes, list), handling: { policy, keeps: keeper(keep) } })

/**
 * The same, made once for all apps that share their settings.
 */
export const goalCache = () => {
  const goals = new Map<string, ListGoal>()
  return (capabilities: ListCapabilities<Kind>, settings: AppSettings, address: ListAddress): ListGoal => {
    if (settings.group === undefined) return listGoal(capabilities, settings, address)
    const key = `${address.vendor} ${address.list} ${settings.group}`
    const known = goals.get(key) ?? listGoal(capabilities, settings, address)
    goals.set(key, known)
    return known
  }
}
