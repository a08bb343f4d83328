import { type Actor, type Bilingual, type Kind } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import { type FleetState, actorOfBlocked, stateOfBlocked } from '../verify/fleet-state.js'
import { type Explanation, type ListExplanation } from './explanation.js'

/**
 * How a host stands and the one thing to do next, with who does it.
 */
export interface NextStep {
  readonly state: FleetState | 'not-desired'
  readonly actor: Actor
  readonly step: Bilingual
}

const step = (state: NextStep['state'], actor: Actor, en: string, zh: string): NextStep => ({
  state,
  actor,
  step: bilingual(en, zh),
})

const ofError = (error: NonNullable<ListExplanation['error']>): NextStep => {
  const unread = { reason: error.tag === 'AuthorizationLost' ? 'authorisation-lost' : 'read-failed', error } as const
  return { state: stateOfBlocked(unread), actor: actorOfBlocked(unread), step: error.hint }
}

const isLive = ({ desired, configured = [], effective }: ListExplanation): boolean => {
  const kinds: ReadonlyArray<Kind> = desired.length > 0 ? desired.map(({ kind }) => kind) : configured
  return effective !== undefined && kinds.length > 0 && kinds.every((kind) => effective.includes(kind))
}

const isMissing = ({ desired, configured = [] }: ListExplanation): boolean =>
  desired.some(({ kind }) => !configured.includes(kind))

const notDesired = ({ host, at, app, lists }: Explanation): NextStep => {
  if (at === undefined)
    return step(
      'not-desired',
      'caller',
      `The config has no app ${app}: add it, with a profile that lists ${host}, then plan and apply.`,
      `配置中没有小程序 ${app}：请加入并指定包含 ${host} 的方案，再生成并执行计划。`,
    )
  if (lists.some(({ configured = [] }) => configured.length > 0))
    return step(
      'not-desired',
      'caller',
      `The list has ${host} though the config does not ask for it: add it to the config or to keep, or the next plan takes it off.`,
      `列表中已有 ${host}，但配置没有要求：请写入配置或 keep，否则下次计划会将其删除。`,
    )
  return step(
    'not-desired',
    'caller',
    `Add ${host} to the profile of the app, or under its extra, then plan and apply.`,
    `请将 ${host} 加入该小程序的方案或 extra，再生成并执行计划。`,
  )
}

const toConfigure = ({ host, vendor, app, frozen }: Explanation, list: ListExplanation): NextStep => {
  if (frozen)
    return step(
      'frozen',
      'caller',
      'The config says that the app is frozen: take that away, then plan and apply.',
      '配置中该小程序已冻结：请取消冻结，再生成并执行计划。',
    )
  if (list.pool === null) {
    const way = list.poolHint ?? {
      en: `Add it there first (mini-domains pool add --vendor ${vendor}).`,
      zh: `请先加入（mini-domains pool add --vendor ${vendor}）。`,
    }
    return step(
      'blocked',
      'platform',
      `Neither ${host} nor a parent of it is in the platform pool. ${way.en}`,
      `${host} 及其上级域名不在平台域名池中。${way.zh}`,
    )
  }
  if (list.remaining === 0)
    return step(
      'blocked',
      actorOfBlocked({ reason: 'budget' }),
      'The modifications of this month are spent: apply a plan next month.',
      '本月修改次数已用完：请下月再执行计划。',
    )
  return step(
    'drift',
    'caller',
    `It is desired and not configured. Run mini-domains plan --app ${app} --out plan.jsonl, then mini-domains apply plan.jsonl`,
    `期望状态中有，但尚未配置：请依次运行 mini-domains plan --app ${app} --out plan.jsonl 与 mini-domains apply plan.jsonl`,
  )
}

const kindsText = (lists: ReadonlyArray<ListExplanation>): string =>
  [...new Set(lists.flatMap(({ effective = [] }) => effective))].join(', ')

/**
 * Says how a host stands in an app, and the one step that comes next.
 */
export const nextStep = (explanation: Explanation): NextStep => {
  const { host, lists } = explanation
  const failed = lists.find(({ error }) => error !== undefined)?.error
  const desired = lists.filter((list) => list.desired.length > 0)
  if (desired.length === 0) {
    const live = lists.filter(isLive)
    if (failed !== undefined && live.length === 0) return ofError(failed)
    return notDesired(explanation)
  }
  if (failed !== undefined) return ofError(failed)
  const missing = desired.find(isMissing)
  if (missing !== undefined) return toConfigure(explanation, missing)
  if (desired.every(isLive))
    return step(
      'in-sync',
      'caller',
      `${host} is live for users as ${kindsText(desired)}: a request that is refused all the same is of another kind, another host or another app.`,
      `${host} 已对用户生效（${kindsText(desired)}）：若请求仍被拒绝，请核对请求种类、域名与小程序 ID 是否一致。`,
    )
  return desired.some(({ effective }) => effective !== undefined)
    ? step(
        'awaiting-release',
        'platform',
        'It is configured and not live yet: release the app.',
        '已配置但尚未生效：请发布小程序。',
      )
    : step(
        'in-sync',
        'platform',
        'It is configured; the vendor does not tell what is live. Release the app if it was not released since.',
        '已配置；厂商不提供是否生效的查询。若此后尚未发布，请发布小程序。',
      )
}
