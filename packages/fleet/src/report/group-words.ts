import { type Actor, type Bilingual } from '@mini-domains/core'
import { bilingual, counted, rejectionText } from '@mini-domains/core/adapter'
import { type ApplyEvent, type ItemStatus, type RejectedDomain } from '../apply/apply-event.js'
import { type ErrorNote, noteMessage } from '../error/error-note.js'
import { type BlockReason, type PlanBlocked, type PlanChange, toldCost } from '../plan/plan-line.js'
import { type FleetState, actorOfBlocked, stateWord } from '../verify/fleet-state.js'
import { type Deviation, type VerifyFinding } from '../verify/verify-line.js'
import { type Group } from './group.js'
import { type Tone } from './page-data.js'
import { blockWord } from './plan-words.js'

const same = (text: string): Bilingual => bilingual(text, text)

const actionWord = (action: PlanChange['action']): Bilingual => {
  switch (action) {
    case 'add':
      return bilingual('add', '增加')
    case 'delete':
      return bilingual('delete', '删除')
    case 'set':
      return bilingual('set', '覆盖')
  }
}

const actionTones: Readonly<Record<PlanChange['action'], Tone>> = { add: 'good', delete: 'bad', set: 'caution' }

const changeDetails = ({ reasons }: Pick<PlanChange, 'reasons'>): ReadonlyArray<Bilingual> =>
  reasons.flatMap(({ kind, domain, intent, source }) =>
    source === 'keep' ? [] : [same(`${intent === 'present' ? '+' : '-'} ${kind} ${domain}`)],
  )

/**
 * What a change of a plan has in common with others: the list, the action, its domains and what it costs.
 */
export const changeGroup = (line: PlanChange): Group => {
  const cost = toldCost(line)
  return {
    title: actionWord(line.action),
    tone: actionTones[line.action],
    details: [
      ...changeDetails(line),
      ...(line.blast?.hosts ?? []).map(({ host, usedBy, stillUsedBy }) =>
        bilingual(
          `! ${host}: used by ${counted(usedBy, 'app')} now, by ${stillUsedBy} after`,
          `! ${host}：现有 ${usedBy} 个小程序使用，执行后 ${stillUsedBy} 个`,
        ),
      ),
    ],
    vendor: line.address.vendor,
    list: line.address.list,
    ...(cost === undefined ? {} : { cost }),
  }
}

const lost = bilingual('the app is not authorised to this platform', '该小程序未授权给本平台')

/** What an error says, with the vendor's code, and without what differs from call to call, such as since when an authorisation is lost. */
const causeOf = (note: ErrorNote): Bilingual => {
  const { tag, vendorCode } = note
  const code = vendorCode === undefined ? '' : ` (${vendorCode})`
  const word = tag === 'AuthorizationLost' ? lost : noteMessage(note)
  return bilingual(`${tag}${code}: ${word.en}`, `${tag}${code}：${word.zh}`)
}

/** Of a budget that is spent nobody is told to act: it is there again next month, as the cause says. */
const actorOf = (reason: BlockReason | undefined, actor: Actor): Pick<Group, 'actor'> =>
  reason === 'budget' ? {} : { actor }

/**
 * What a list that a plan cannot change has in common with others.
 */
export const blockedGroup = (line: PlanBlocked): Group => ({
  title: blockWord(line.reason),
  tone: 'stop',
  details: [line.error === undefined ? line.detail : causeOf(line.error)],
  ...actorOf(line.reason, actorOfBlocked(line)),
  ...(line.error === undefined ? {} : { hint: line.error.hint }),
  vendor: line.address.vendor,
  list: line.address.list,
})

const deviationDetails = (where: Bilingual, { missing, extra }: Deviation): ReadonlyArray<Bilingual> => {
  const rows = (word: Bilingual, lists: Deviation['missing']): ReadonlyArray<Bilingual> =>
    Object.entries(lists).flatMap(([kind, domains]) =>
      domains.map((domain) =>
        bilingual(`${where.en}: ${word.en} ${kind} ${domain}`, `${where.zh}：${word.zh} ${kind} ${domain}`),
      ),
    )
  return [...rows(bilingual('missing', '缺少'), missing), ...rows(bilingual('too much', '多出'), extra)]
}

const stateTones: Readonly<Record<FleetState, Tone>> = {
  'in-sync': 'good',
  drift: 'caution',
  'awaiting-release': 'calm',
  frozen: 'calm',
  'merchant-must-authorise': 'stop',
  blocked: 'stop',
  unreadable: 'bad',
}

/**
 * What a finding of a verification has in common with others: the list, its state, its cause, and what differs.
 */
export const findingGroup = (found: VerifyFinding): Group => {
  const { state, blockedBy, error, hint, inConfigured, inEffective, address } = found
  const word = stateWord(state)
  const cause = blockedBy === undefined || state !== 'blocked' ? undefined : blockWord(blockedBy)
  return {
    title: cause === undefined ? word : bilingual(`${word.en}: ${cause.en}`, `${word.zh}：${cause.zh}`),
    tone: stateTones[state],
    details: [
      ...(error === undefined ? [] : [causeOf(error)]),
      ...(inConfigured === undefined ? [] : deviationDetails(bilingual('configured', '已配置'), inConfigured)),
      ...(inEffective === undefined ? [] : deviationDetails(bilingual('live', '已生效'), inEffective)),
    ],
    ...actorOf(state === 'blocked' ? blockedBy : undefined, found.actor),
    hint,
    vendor: address.vendor,
    list: address.list,
  }
}

/**
 * Names how a change of a plan ended.
 */
export const statusWord = (status: ItemStatus): Bilingual => {
  switch (status) {
    case 'done':
      return bilingual('done', '完成')
    case 'already':
      return bilingual('already so', '无需修改')
    case 'partial':
      return bilingual('partly', '部分完成')
    case 'stale':
      return bilingual('stale: the list has moved since the plan', '已过期：列表在计划之后有变动')
    case 'failed':
      return bilingual('failed', '失败')
    case 'unknown':
      return bilingual('unknown: the next run looks again', '结果不明：下次运行会先核对')
  }
}

const statusTones: Readonly<Record<ItemStatus, Tone>> = {
  done: 'good',
  already: 'good',
  partial: 'caution',
  stale: 'caution',
  failed: 'bad',
  unknown: 'stop',
}

const rejectedDetail = ({ kind, domain, ...rejected }: RejectedDomain): Bilingual => {
  const { en, zh } = rejectionText(rejected)
  return bilingual(`${kind} ${domain}: ${en}`, `${kind} ${domain}：${zh}`)
}

type Item = Extract<ApplyEvent, { readonly event: 'item' }>

/** A change that failed without an answer of the vendor: what it may spend could not be kept, so it was not sent. */
const notBegun = (vendor: string): Group => ({
  title: statusWord('failed'),
  tone: statusTones.failed,
  details: [
    bilingual(
      'the store did not take down what was to be sent: nothing was sent',
      '存储未能记下将要发送的变更：未发送',
    ),
  ],
  actor: 'caller',
  hint: bilingual('Run it again once the store answers.', '待存储恢复后再次运行即可。'),
  vendor,
})

/**
 * What a change that did not end well has in common with others, over both lists: how it ended, its cause, and who must act; `undefined`
 * where it ended well.
 */
export const itemGroup = ({ address, status, error, rejected = [] }: Item): Group | undefined => {
  if (status === 'done' || status === 'already') return undefined
  if (status === 'failed' && error === undefined && rejected.length === 0) return notBegun(address.vendor)
  const [first] = rejected
  const actor = error?.actor ?? first?.actor
  const hint = error?.hint ?? first?.hint
  return {
    title: statusWord(status),
    tone: statusTones[status],
    details: error === undefined ? rejected.map(rejectedDetail) : [causeOf(error)],
    ...(actor === undefined ? {} : { actor }),
    ...(hint === undefined ? {} : { hint }),
    vendor: address.vendor,
  }
}
