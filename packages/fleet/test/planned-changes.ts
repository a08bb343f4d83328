import { type PlanChange, type PlanLine, encodeLine } from '../src/index.js'
import { seal } from '../src/plan/plan-text.js'

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

/** A whole plan with these changes, rightly sealed. */
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
    config: { file: 'fleet.yaml', digest: 'd' },
    createdAt: '2026-11-21T00:00:00.000Z',
  }
  const lines = [header, ...made.map(changeOf)]
  const sealing = seal()
  for (const line of lines) sealing.add(encodeLine(line))
  const counts = {
    apps: made.length,
    lists: made.length,
    same: 0,
    changes: made.length,
    blocked: 0,
    errors: 0,
    adds: made.length,
    deletes: made.reduce((sum, { deletes = 0 }) => sum + deletes, 0),
    modifications: made.length,
  }
  return [
    ...lines,
    {
      line: 'summary',
      ...sealing.sealed(),
      counts,
      vendors: {},
      applyable: made.length > 0,
      complete: true,
      errored: false,
    },
  ]
}
