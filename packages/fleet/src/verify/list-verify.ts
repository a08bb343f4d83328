import { type DomainSet, type EffectiveDomains, type Kind, domainsOf } from '@mini-domains/core'
import {
  type Capability,
  type Domain,
  type KindDomain,
  bilingual,
  listDiff,
  matchCapability,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { refusedLine } from '../plan/block-detail.js'
import { noteOf } from '../error/error-note.js'
import { type ListAddress } from '../lists/list-address.js'
import { type ListGoal, type WantedList } from '../desired/list-goal.js'
import { type OpenList } from '../lists/open-list.js'
import { type Deviation, type VerifyFinding } from './verify-line.js'

/**
 * What verifying one list found. `effectiveKnown`: whether the vendor has a call for what is live.
 */
export interface VerifiedList {
  readonly address: ListAddress
  readonly effectiveKnown: boolean
  readonly finding: VerifyFinding | undefined
}

type Extra = (kind: Kind, domain: Domain) => boolean

const byKind = (items: ReadonlyArray<KindDomain<Kind>>): Deviation['missing'] => {
  const lists: Record<string, Array<Domain>> = {}
  for (const { kind, domain } of items) (lists[kind] ??= []).push(domain)
  return lists
}

const deviation = (
  { capabilities }: OpenList,
  { domains }: WantedList,
  listed: DomainSet<Kind>,
  isExtra: Extra,
): Deviation | undefined => {
  const found = listDiff(capabilities.kinds, listed, domains, (domain, kind) => !isExtra(kind, domain))
  return found === undefined ? undefined : { missing: byKind(found.adds), extra: byKind(found.deletes) }
}

const hints = {
  plan: bilingual('Make a plan and apply it, then release.', '请生成计划并执行，然后发布。'),
  release: bilingual('Configured but not live: release the app.', '已配置但未生效：请发布小程序。'),
  unread: bilingual('Fix what the error says, then verify again.', '请按报错处理后重新核对。'),
}

const canTell = (capability: Capability): boolean =>
  matchCapability({ can: () => true, cannot: () => false, unverified: () => true })(capability)

// What came in by the vendor's console or by direct calls is not ours, so it is no difference where it is live.
const foreign = ({ origins }: EffectiveDomains<Kind>): Extra => {
  const others = [origins.console, origins.direct].filter((set) => set !== undefined)
  return (kind, domain) => !others.some((set) => domainsOf(set, kind).includes(domain))
}

/**
 * Compares what is desired with what is configured and with what is live.
 */
export const verifyList = async (
  list: OpenList,
  address: ListAddress,
  goal: ListGoal,
): Promise<VerifiedList | undefined> => {
  if (goal.wanted === undefined) return undefined
  if (E.isLeft(goal.wanted)) {
    const { detail } = refusedLine(address, goal.wanted.left)
    return { address, effectiveKnown: false, finding: { line: 'finding', address, configured: 'unread', hint: detail } }
  }
  const wanted = goal.wanted.right
  const { policy, keeps } = goal.handling
  const isOurs: Extra = (_, domain) => policy === 'sync' && !keeps(domain)
  const effectiveKnown = address.app !== undefined && canTell(list.capabilities.effective)
  const finding = (found: Omit<VerifyFinding, 'line' | 'address'>): VerifiedList => ({
    address,
    effectiveKnown,
    finding: { line: 'finding', address, ...found },
  })
  const configured = await list.get()
  if (E.isLeft(configured)) return finding({ configured: 'unread', error: noteOf(configured.left), hint: hints.unread })
  const inConfigured = deviation(list, wanted, configured.right.domains, isOurs)
  const first =
    inConfigured === undefined ? { configured: 'same' as const } : { configured: 'differs' as const, inConfigured }
  if (!effectiveKnown)
    return inConfigured === undefined
      ? { address, effectiveKnown, finding: undefined }
      : finding({ ...first, hint: hints.plan })
  const effective = await list.effective()
  if (E.isLeft(effective))
    return finding({ ...first, effective: 'unread', error: noteOf(effective.left), hint: hints.unread })
  const isForeign = foreign(effective.right)
  const inEffective = deviation(
    list,
    wanted,
    effective.right.effective,
    (kind, domain) => isOurs(kind, domain) && isForeign(kind, domain),
  )
  if (inConfigured === undefined && inEffective === undefined) return { address, effectiveKnown, finding: undefined }
  const second =
    inEffective === undefined ? { effective: 'same' as const } : { effective: 'differs' as const, inEffective }
  return finding({ ...first, ...second, hint: inConfigured === undefined ? hints.release : hints.plan })
}
