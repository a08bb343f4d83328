import { type EffectiveDomains, type Kind, domainsOf } from '@mini-domains/core'
import {
  type Capability,
  type Domain,
  type KindDomain,
  type ListDiff,
  bilingual,
  listDiff,
  matchCapability,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { unread } from '../plan/block-detail.js'
import { type ListAddress } from '../lists/list-address.js'
import { type ListGoal, type WantedList } from '../desired/list-goal.js'
import { type OpenList } from '../lists/open-list.js'
import { type BudgetContext, type Comparison, differingLine, readAndCompare } from '../plan/list-plan.js'
import { type PlanBlocked } from '../plan/plan-line.js'
import { actorOfBlocked, stateOfBlocked } from './fleet-state.js'
import { type Deviation, type VerifyFinding } from './verify-line.js'

/**
 * What verifying one list found. `effectiveKnown`: whether the vendor has a call for what is live.
 */
export interface VerifiedList {
  readonly address: ListAddress
  readonly effectiveKnown: boolean
  readonly finding: VerifyFinding | undefined
}

/**
 * One list to be verified, and what of it decides how it stands.
 */
export interface ListToVerify {
  readonly list: OpenList
  readonly address: ListAddress
  readonly goal: ListGoal
  readonly frozen: boolean
  readonly budgets: BudgetContext
}

type Found = Omit<VerifyFinding, 'line' | 'address'>

const byKind = (items: ReadonlyArray<KindDomain<Kind>>): Deviation['missing'] => {
  const lists: Record<string, Array<Domain>> = {}
  for (const { kind, domain } of items) (lists[kind] ??= []).push(domain)
  return lists
}

const deviation = ({ adds, deletes }: ListDiff<Kind>): Deviation => ({ missing: byKind(adds), extra: byKind(deletes) })

const hints = {
  plan: bilingual('Make a plan and apply it, then release.', '请生成计划并执行，然后发布。'),
  release: bilingual('Configured but not live: release the app.', '已配置但未生效：请发布小程序。'),
  frozen: bilingual(
    'The app is frozen in the desired state: it is looked at and never changed.',
    '期望状态中该小程序已冻结：只查看，不修改。',
  ),
}

const canTell = (capability: Capability): boolean =>
  matchCapability({ can: () => true, cannot: () => false, unverified: () => true })(capability)

// What came in by the vendor's console or by direct calls is not ours, so it is no difference where it is live.
const isForeign = ({ origins }: EffectiveDomains<Kind>, kind: Kind, domain: Domain): boolean =>
  [origins.console, origins.direct].some((set) => set !== undefined && domainsOf(set, kind).includes(domain))

const effectiveDiff = (
  { list, goal }: ListToVerify,
  { domains }: WantedList,
  effective: EffectiveDomains<Kind>,
): ListDiff<Kind> | undefined => {
  const stays = (domain: Domain, kind: Kind): boolean =>
    goal.handling.stays(domain) || isForeign(effective, kind, domain)
  return listDiff(list.capabilities.kinds, effective.effective, domains, stays)
}

const blockedBy = (line: PlanBlocked): Pick<Found, 'state' | 'actor' | 'blockedBy' | 'error' | 'hint'> => ({
  state: stateOfBlocked(line),
  actor: actorOfBlocked(line),
  blockedBy: line.reason,
  ...(line.error === undefined ? {} : { error: line.error }),
  hint: line.error === undefined ? line.detail : line.error.hint,
})

const frozen = { state: 'frozen', actor: 'caller', hint: hints.frozen } as const

/** A list that differs as it is configured: what a plan would say of it. */
const drifted = async (
  { list, address, frozen: isFrozen, budgets }: ListToVerify,
  compared: Extract<Comparison, { readonly _tag: 'Differs' }>,
): Promise<Pick<Found, 'state' | 'actor' | 'blockedBy' | 'hint'>> => {
  if (isFrozen) return frozen
  const stage = address.app === undefined ? 'pool-add' : 'app'
  const line = await differingLine({ ...compared, address, stage, list, before: 0 }, budgets)
  return line.line === 'blocked' ? blockedBy(line) : { state: 'drift', actor: 'caller', hint: hints.plan }
}

/**
 * Compares what is desired with what is configured and with what is live.
 */
export const verifyList = async (asked: ListToVerify): Promise<VerifiedList | undefined> => {
  const { list, address, goal } = asked
  if (goal.wanted === undefined) return undefined
  const canTellEffective = address.app !== undefined && canTell(list.capabilities.effective)
  const effectiveKnown = canTellEffective && E.isRight(goal.wanted)
  const finding = (found: Found): VerifiedList => ({
    address,
    effectiveKnown,
    finding: { line: 'finding', address, ...found },
  })
  const compared = await readAndCompare(list, address, goal)
  if (compared._tag === 'Unread' || compared._tag === 'Refused')
    return finding({ ...blockedBy(compared.line), configured: 'unread' })
  const first =
    compared._tag === 'Same'
      ? { configured: 'same' as const }
      : { configured: 'differs' as const, inConfigured: deviation(compared.difference) }
  const drift = compared._tag === 'Same' ? undefined : await drifted(asked, compared)
  if (!effectiveKnown || E.isLeft(goal.wanted))
    return drift === undefined ? { address, effectiveKnown, finding: undefined } : finding({ ...drift, ...first })
  const effective = await list.effective()
  if (E.isLeft(effective))
    return finding({ ...blockedBy(unread(address, effective.left)), ...first, effective: 'unread' })
  const difference = effectiveDiff(asked, goal.wanted.right, effective.right)
  const second =
    difference === undefined
      ? { effective: 'same' as const }
      : { effective: 'differs' as const, inEffective: deviation(difference) }
  if (drift !== undefined) return finding({ ...drift, ...first, ...second })
  if (difference === undefined) return { address, effectiveKnown, finding: undefined }
  const awaiting = { state: 'awaiting-release', actor: 'platform', hint: hints.release } as const
  return finding({ ...(asked.frozen ? frozen : awaiting), ...first, ...second })
}
