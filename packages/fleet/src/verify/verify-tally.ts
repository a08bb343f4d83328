import { type FleetState, graverState } from './fleet-state.js'
import { type VerifiedList } from './list-verify.js'
import { type StateCounts, type VerifySummary } from './verify-line.js'

type Growing<Counts> = { -readonly [K in keyof Counts]: Counts[K] }

const noneInAnyState = (): Growing<StateCounts> => ({
  'in-sync': 0,
  drift: 0,
  'awaiting-release': 0,
  frozen: 0,
  'merchant-must-authorise': 0,
  blocked: 0,
  unreadable: 0,
})

const stateOf = ({ finding }: VerifiedList): FleetState => finding?.state ?? 'in-sync'

/**
 * Counts what a verification finds: list by list, app by app.
 */
export const verifyTally = () => {
  const counts = { apps: 0, lists: 0, same: 0, effectiveUnknown: 0, differing: 0, unread: 0, wrongRows: 0 }
  const states = noneInAnyState()
  const appStates = noneInAnyState()
  const list = (verified: VerifiedList): void => {
    const { address, effectiveKnown, finding } = verified
    counts.lists += 1
    states[stateOf(verified)] += 1
    if (!effectiveKnown && address.app !== undefined) counts.effectiveUnknown += 1
    if (finding === undefined) counts.same += 1
    else if (finding.configured === 'unread' || finding.effective === 'unread') counts.unread += 1
    if (finding?.configured === 'differs' || finding?.effective === 'differs') counts.differing += 1
  }
  return {
    /** One list of a pool. */
    list,
    /** One app, with all of its lists that something is asked of. */
    app: (lists: ReadonlyArray<VerifiedList>): void => {
      counts.apps += 1
      lists.forEach(list)
      if (lists.length > 0) appStates[lists.map(stateOf).reduce(graverState)] += 1
    },
    wrongRow: (): void => {
      counts.wrongRows += 1
    },
    summary: (): VerifySummary => ({
      line: 'summary',
      ...counts,
      states: { ...states },
      appStates: { ...appStates },
      differences: counts.differing > 0,
      errored: counts.unread + counts.wrongRows > 0,
    }),
  }
}
