import { type PlanChange, type PlanLine, type PlanSummary, encodeLine } from '../src/index.js'
import { planTally } from '../src/plan/plan-tally.js'
import { planChecksum } from '../src/plan/verify-plan.js'

/** What a change of a made-up plan differs in. */
export interface MadeUp {
  readonly vendor?: string
  readonly app?: string | undefined
  readonly stage?: PlanChange['stage']
  readonly deletes?: number
  readonly blast?: PlanChange['blast']
}

const changeOf = (
  { vendor = 'wechat', stage = 'app', deletes = 0, blast, ...made }: MadeUp,
  n: number,
): PlanChange => ({
  line: 'change',
  address: { vendor, list: 'server', ...(stage === 'app' ? { app: made.app ?? `app-${n}` } : {}) },
  stage,
  observed: 'before',
  after: 'after',
  action: deletes === 0 ? 'add' : 'delete',
  domains: { request: ['https://a.example.com'] },
  reasons: [
    {
      kind: 'request',
      domain: 'https://a.example.com',
      intent: 'present',
      source: 'profile',
      name: 'shop',
      at: 'f:1:1',
    },
  ],
  adds: 1,
  deletes,
  cost: 1,
  budget: { spent: 0, month: '2026-11', limit: 50, remaining: 50 },
  ...(blast === undefined ? {} : { blast }),
})

/** The texts of a plan with its checksum made again, as somebody makes it who edits one; its summary changed where that is asked. */
export const sealedAgain = (
  lines: ReadonlyArray<PlanLine>,
  change: (summary: PlanSummary) => PlanSummary = (summary) => summary,
): ReadonlyArray<string> => {
  const checksum = planChecksum()
  return lines.map((line) => {
    if (line.line !== 'summary') {
      checksum.add(encodeLine(line))
      return encodeLine(line)
    }
    const summary = { ...change(line), digest: '' }
    return encodeLine({ ...summary, digest: checksum.digest(encodeLine(summary)) })
  })
}

/** A whole plan with these changes, with the right checksum. */
export const plannedChanges = (made: ReadonlyArray<MadeUp>): ReadonlyArray<PlanLine> => {
  const header: PlanLine = {
    line: 'header',
    format: 1,
    tool: { name: 'test', version: '0' },
    adapters: [...new Set(made.map(({ vendor = 'wechat' }) => vendor))].map((vendor) => ({
      vendor,
      adapter: `@x/${vendor}`,
      version: '1',
    })),
    config: { file: 'fleet.yaml' },
    createdAt: '2026-11-21T00:00:00.000Z',
  }
  const changes = made.map(changeOf)
  const lines = [header, ...changes]
  const checksum = planChecksum()
  for (const line of lines) checksum.add(encodeLine(line))
  const tally = planTally('any')
  for (const change of changes) tally.change(change)
  const summary: PlanSummary = {
    line: 'summary',
    lines: lines.length,
    digest: '',
    counts: { ...tally.counts(), apps: made.length, lists: made.length },
    vendors: {},
    impact: tally.impact(),
    configDigest: 'd',
    applyable: made.length > 0,
    complete: true,
    errored: false,
  }
  return [...lines, { ...summary, digest: checksum.digest(encodeLine(summary)) }]
}
