import { type Actor, type Bilingual } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import * as t from 'io-ts'
import { type BlockReason, type PlanBlocked } from '../plan/plan-line.js'

/**
 * How a list stands, and with it its app and its fleet.
 *
 * - `in-sync`: configured as desired and, where the vendor tells, live for users.
 * - `drift`: it differs; a plan can be made and applied.
 * - `awaiting-release`: configured as desired, and not live before the app is released.
 * - `frozen`: it differs, and the desired state says that the app is never changed.
 * - `merchant-must-authorise`: it cannot be looked at before the merchant authorises the app again.
 * - `blocked`: it differs and cannot be changed now: no budget, no pool that covers it, against the vendor's rules.
 * - `unreadable`: it could not be compared, so nobody knows.
 */
export const FleetState = t.keyof({
  'in-sync': null,
  drift: null,
  'awaiting-release': null,
  frozen: null,
  'merchant-must-authorise': null,
  blocked: null,
  unreadable: null,
})

/**
 * How a list, an app or a fleet stands.
 */
export type FleetState = t.TypeOf<typeof FleetState>

/**
 * All states, the gravest first: an app stands as the gravest of its lists does.
 */
export const fleetStates: ReadonlyArray<FleetState> = [
  'unreadable',
  'drift',
  'blocked',
  'merchant-must-authorise',
  'awaiting-release',
  'frozen',
  'in-sync',
]

/**
 * The graver of two states.
 */
export const graverState = (one: FleetState, other: FleetState): FleetState =>
  fleetStates.indexOf(one) <= fleetStates.indexOf(other) ? one : other

/**
 * Names a state for people.
 */
export const stateWord = (state: FleetState): Bilingual => {
  switch (state) {
    case 'in-sync':
      return bilingual('in sync', '一致')
    case 'drift':
      return bilingual('drift', '有偏差')
    case 'awaiting-release':
      return bilingual('awaiting release', '待发布')
    case 'frozen':
      return bilingual('frozen', '已冻结')
    case 'merchant-must-authorise':
      return bilingual('merchant must authorise', '待商家授权')
    case 'blocked':
      return bilingual('blocked', '受阻')
    case 'unreadable':
      return bilingual('unreadable', '无法读取')
  }
}

/**
 * How a list stands that a plan cannot change.
 */
export const stateOfBlocked = ({ reason, error }: Pick<PlanBlocked, 'reason' | 'error'>): FleetState => {
  switch (reason) {
    case 'frozen':
      return 'frozen'
    case 'authorisation-lost':
      return 'merchant-must-authorise'
    case 'budget-unread':
    case 'read-failed':
    case 'input':
      return error?.actor === 'merchant' ? 'merchant-must-authorise' : 'unreadable'
    case 'over-limit':
    case 'refused':
    case 'budget':
    case 'not-in-pool':
    case 'unsupported':
    case 'moved':
    case 'selection':
      return 'blocked'
  }
}

const isActor = (actor: string): actor is Actor => ['caller', 'platform', 'merchant', 'vendor'].includes(actor)

/**
 * Who must act so that a plan can change a list. Of a budget that is spent it is the caller, who waits for the next month.
 */
export const actorOfBlocked = ({ reason, error }: Pick<PlanBlocked, 'reason' | 'error'>): Actor => {
  if (error !== undefined && isActor(error.actor)) return error.actor
  switch (reason) {
    case 'authorisation-lost':
      return 'merchant'
    case 'not-in-pool':
      return 'platform'
    case 'budget':
    case 'frozen':
    case 'budget-unread':
    case 'read-failed':
    case 'input':
    case 'over-limit':
    case 'refused':
    case 'unsupported':
    case 'moved':
    case 'selection':
      return 'caller'
  }
}

/**
 * How a list stands, who must act, and what keeps a plan from changing it.
 */
export interface Standing {
  readonly state: FleetState
  readonly actor?: Actor
  readonly blockedBy?: BlockReason
}

/**
 * Says whether somebody here has to act: there is drift, something could not be read, or the desired state or the pool stands in the way.
 * What awaits a release, a merchant, a new month or the end of a freeze is known and listed, and no alarm.
 */
export const needsAction = ({ state, actor, blockedBy }: Standing): boolean => {
  switch (state) {
    case 'drift':
    case 'unreadable':
      return true
    case 'blocked':
      return blockedBy !== 'budget' && (actor === 'caller' || actor === 'platform')
    case 'in-sync':
    case 'awaiting-release':
    case 'frozen':
    case 'merchant-must-authorise':
      return false
  }
}
