import { type Bilingual, type Clock } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { type DesiredState } from '../desired/desired-state.js'
import { type OpenLines } from '../desired/file-lines.js'
import { type Selection } from '../desired/selection.js'
import { type Migration, type MigrationStep, migrated, migrationDigest } from './migration.js'
import { type FleetVendors } from '../lists/open-list.js'
import { type PlanLine } from '../plan/plan-line.js'
import { type PlanOptions } from '../plan/plan-options.js'
import { plan } from '../plan/plan.js'
import { type VerifyFinding, type VerifyLine, type VerifySummary } from '../verify/verify-line.js'
import { type VerifyOptions, verify } from '../verify/verify.js'

/**
 * Reads evidence back.
 */
export const MigrationEvidence = t.intersection([
  t.type({
    evidence: t.literal('verified'),
    format: t.literal(1),
    /** Names the migration, the desired state and the apps that it was verified for. */
    migration: t.string,
    at: t.string,
    apps: t.number,
    lists: t.number,
    /** Vendors that cannot tell what is live, and whose release was confirmed by name. */
    confirmed: t.readonlyArray(t.string),
  }),
  t.partial({
    /** Apps that nobody here can change now: frozen, waiting for their merchant, or without budget this month. They keep the old host. */
    leftBehind: t.readonlyArray(t.type({ vendor: t.string, app: t.string })),
  }),
])

/**
 * That the new host was found live, or was confirmed to be, wherever the old one is in use. Recorded between the steps.
 */
export type MigrationEvidence = t.TypeOf<typeof MigrationEvidence>

/**
 * Why a step of a migration may not be taken yet.
 */
export interface MigrationRefusal {
  readonly _tag: 'MigrationRefusal'
  readonly reason: 'not-verified' | 'other-migration' | 'not-live' | 'unread' | 'not-confirmed'
  readonly message: Bilingual
  /** The vendors that cannot tell what is live and were not confirmed; of `not-confirmed` alone. */
  readonly unconfirmed?: ReadonlyArray<string>
}

const messages: Readonly<Record<Exclude<MigrationRefusal['reason'], 'not-confirmed'>, Bilingual>> = {
  'not-verified': bilingual(
    'Verify first: add the new host everywhere, release all apps, verify, then remove the old host.',
    '请先核对：在各处加入新域名、发布全部小程序、核对生效之后，再移除旧域名。',
  ),
  'other-migration': bilingual(
    'The evidence is of another migration or of a desired state that has changed since: verify again.',
    '核对记录属于其他迁移，或期望状态已变动：请重新核对。',
  ),
  'not-live': bilingual(
    'The new host is not configured and live everywhere: apply the plan of step "add", and release.',
    '新域名尚未在各处配置并生效：请执行“add”步骤的计划并发布。',
  ),
  unread: bilingual(
    'Some lists could not be read: fix that, or leave their apps out of each step, then verify again.',
    '部分列表无法读取：请处理，或在各步骤中排除相应的小程序，然后重新核对。',
  ),
}

const refusal = (reason: keyof typeof messages): MigrationRefusal => ({
  _tag: 'MigrationRefusal',
  reason,
  message: messages[reason],
})

/**
 * Says whether a migration may be ended: that it was verified, with just this desired state, these files of apps and this selection.
 * The left is why not.
 */
export const mayRemove =
  (
    migration: Migration,
    desired: DesiredState,
    openLines: OpenLines | undefined,
    evidence: MigrationEvidence | undefined,
    select?: Selection,
  ): TE.TaskEither<MigrationRefusal, void> =>
  async () => {
    if (evidence === undefined) return E.left(refusal('not-verified'))
    const digest = await migrationDigest(migration, desired, openLines, select)
    return evidence.migration === digest ? E.right(undefined) : E.left(refusal('other-migration'))
  }

/**
 * Gives the options of a plan without the apps that a migration leaves behind. They may use the old host, so it stays in their pools.
 */
export const withoutLeftBehind = <O extends { readonly select?: Selection }>(
  options: O,
  evidence: MigrationEvidence | undefined,
): O => {
  const { leftBehind = [] } = evidence ?? {}
  if (leftBehind.length === 0) return options
  const left = [...new Set(leftBehind.map(({ vendor }) => vendor))].map((vendor): Selection => ({
    vendor,
    id: leftBehind.flatMap((one) => (one.vendor === vendor ? [one.app] : [])),
  }))
  return { ...options, select: { ...options.select, exclude: [...(options.select?.exclude ?? []), ...left] } }
}

/**
 * Plans a step of a migration. `add`: the new host beside the old one, in the pools first, then in every app; the pools gain it too where apps
 * were picked by id or label. `remove`: the old one gone, from every app and then from the pools; refused without evidence for just this
 * migration.
 */
export const planMigration = (
  step: MigrationStep,
  migration: Migration,
  desired: DesiredState,
  vendors: FleetVendors,
  options: PlanOptions,
  evidence?: MigrationEvidence,
): TE.TaskEither<MigrationRefusal, AsyncGenerator<PlanLine>> =>
  pipe(
    step === 'remove'
      ? mayRemove(migration, desired, options.openLines, evidence, options.select)
      : TE.right(undefined),
    TE.map(() =>
      plan(
        migrated(desired, migration, step),
        vendors,
        step === 'add' ? { ...options, poolAdditions: true } : withoutLeftBehind(options, evidence),
      ),
    ),
  )

/**
 * What verifying a migration gave: the summary, and the evidence or why there is none.
 */
export interface MigrationVerdict {
  readonly line: 'verdict'
  readonly summary: VerifySummary
  readonly evidence: E.Either<MigrationRefusal, MigrationEvidence>
}

const cannotTell = (vendors: FleetVendors): ReadonlyArray<string> =>
  Object.entries(vendors).flatMap(([name, { provider }]) => {
    const { server, webview } = provider.capabilities.app
    return [server, webview].some(({ effective }) => effective._tag === 'Cannot') ? [name] : []
  })

const notConfirmed = (vendors: ReadonlyArray<string>): MigrationRefusal => ({
  _tag: 'MigrationRefusal',
  reason: 'not-confirmed',
  message: bilingual(
    `Not every vendor can tell what is live: confirm by name that all apps of these were released: ${vendors.join(', ')}.`,
    `以下厂商无法查询是否已生效：${vendors.join('、')}。请按名称确认其小程序已全部发布。`,
  ),
  unconfirmed: vendors,
})

const lacking = (
  { states, wrongRows }: VerifySummary,
  left: { readonly blocked: number },
  silent: ReadonlyArray<string>,
  confirmed: ReadonlyArray<string>,
) => {
  if (states.unreadable + wrongRows > 0) return refusal('unread')
  if (states.drift + states.blocked - left.blocked + states['awaiting-release'] > 0) return refusal('not-live')
  // Where there is nothing, or all of it is left behind, nothing was looked at.
  if (states['in-sync'] === 0) return refusal('not-live')
  const unconfirmed = silent.filter((vendor) => !confirmed.includes(vendor))
  return unconfirmed.length === 0 ? undefined : notConfirmed(unconfirmed)
}

type LeftBehind = NonNullable<MigrationEvidence['leftBehind']>[number]

/** What nobody here can change is no reason to hold up the others. */
const isLeftBehind = ({ state, blockedBy }: VerifyFinding): boolean => {
  switch (state) {
    case 'frozen':
    case 'merchant-must-authorise':
      return true
    case 'blocked':
      return blockedBy === 'budget'
    case 'in-sync':
    case 'drift':
    case 'awaiting-release':
    case 'unreadable':
      return false
  }
}

/**
 * Verifies, after the release, that the new host is configured and live in all apps that are selected. Gives the findings as `verify`
 * does, then the verdict with the evidence that the step `remove` asks for. Apps that are frozen, whose merchant must authorise, or
 * whose modifications of the month are spent (known with a `store`) are left behind and named by the evidence. `confirmed` names vendors that
 * cannot tell what is live and whose apps were all released.
 */
export async function* verifyMigration(
  migration: Migration,
  desired: DesiredState,
  vendors: FleetVendors,
  options: VerifyOptions & { readonly clock: Clock; readonly confirmed: ReadonlyArray<string> },
): AsyncGenerator<VerifyLine | MigrationVerdict> {
  const used = Object.fromEntries(
    Object.entries(vendors).filter(([name]) => Object.hasOwn(desired.content.vendors, name)),
  )
  const silent = cannotTell(used)
  const left = new Map<string, LeftBehind>()
  let blocked = 0
  for await (const line of verify(migrated(desired, migration, 'add'), vendors, options)) {
    yield line
    if (line.line === 'finding' && isLeftBehind(line)) {
      const { vendor, app } = line.address
      if (app === undefined) continue
      left.set(`${vendor} ${app}`, { vendor, app })
      if (line.state === 'blocked') blocked += 1
    }
    if (line.line !== 'summary' || options.signal?.aborted === true) continue
    const lack = lacking(line, { blocked }, silent, options.confirmed)
    const evidence: MigrationEvidence = {
      evidence: 'verified',
      format: 1,
      migration: await migrationDigest(migration, desired, options.openLines, options.select),
      at: new Date(options.clock.now()).toISOString(),
      apps: line.apps,
      lists: line.lists,
      confirmed: silent,
      ...(left.size === 0 ? {} : { leftBehind: [...left.values()] }),
    }
    yield { line: 'verdict', summary: line, evidence: lack === undefined ? E.right(evidence) : E.left(lack) }
  }
}
