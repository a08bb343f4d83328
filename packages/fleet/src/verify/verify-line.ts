import * as t from 'io-ts'
import { type Actor, type Bilingual } from '@mini-domains/core'
import { ErrorNote } from '../error/error-note.js'
import { ListAddress } from '../lists/list-address.js'
import { BlockReason, KindLists } from '../plan/plan-line.js'
import { FleetState } from './fleet-state.js'

/**
 * How one state of a list compares with what is desired: what lacks, and what is there though nothing asks for it.
 */
export interface Deviation {
  readonly missing: KindLists
  readonly extra: KindLists
}

/**
 * One list that is not as desired, or could not be compared.
 *
 * `effective` is left out where the vendor has no call for it; `same` there means live for users.
 */
export interface VerifyFinding {
  readonly line: 'finding'
  readonly address: ListAddress
  /** The merchant's name for the app, where the desired state has one. */
  readonly name?: string
  readonly state: FleetState
  /** Who must act so that it is as desired. */
  readonly actor: Actor
  /** What keeps a plan from changing it. */
  readonly blockedBy?: BlockReason
  readonly configured: 'same' | 'differs' | 'unread'
  readonly effective?: 'same' | 'differs' | 'unread'
  readonly inConfigured?: Deviation
  readonly inEffective?: Deviation
  readonly error?: ErrorNote
  /** What to do. */
  readonly hint: Bilingual
}

const DeviationCodec = t.type({ missing: KindLists, extra: KindLists })

/**
 * Reads a finding back.
 */
export const FindingCodec = t.intersection([
  t.type({
    line: t.literal('finding'),
    address: ListAddress,
    state: FleetState,
    actor: t.keyof({ caller: null, platform: null, merchant: null, vendor: null }),
    configured: t.keyof({ same: null, differs: null, unread: null }),
    hint: t.type({ en: t.string, zh: t.string }),
  }),
  t.partial({
    name: t.string,
    blockedBy: BlockReason,
    effective: t.keyof({ same: null, differs: null, unread: null }),
    inConfigured: DeviationCodec,
    inEffective: DeviationCodec,
    error: ErrorNote,
  }),
])

/**
 * How many stand in each state.
 */
export type StateCounts = Readonly<Record<FleetState, number>>

/**
 * The last line of a verification.
 */
export interface VerifySummary {
  readonly line: 'summary'
  readonly apps: number
  readonly lists: number
  /** Lists that are as desired, configured and, where the vendor has a call for it, effective. */
  readonly same: number
  /** Lists whose effective state the vendor has no call for. */
  readonly effectiveUnknown: number
  readonly differing: number
  readonly unread: number
  /** Rows of the files of apps that are no apps. */
  readonly wrongRows: number
  /** How the lists stand, those of the pools too, and how the apps do: each as the gravest of its lists. */
  readonly states: StateCounts
  readonly appStates: StateCounts
  /** Something is not as desired. */
  readonly differences: boolean
  /** Something could not be read. */
  readonly errored: boolean
}

/**
 * One line of a verification.
 */
export type VerifyLine = VerifyFinding | VerifySummary
