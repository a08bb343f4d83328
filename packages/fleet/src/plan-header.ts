import * as t from 'io-ts'

const Adapter = t.type({ vendor: t.string, adapter: t.string, version: t.string })

/**
 * Reads the first line of a plan back.
 */
export const PlanHeader = t.type({
  line: t.literal('header'),
  format: t.literal(1),
  tool: t.type({ name: t.string, version: t.string }),
  adapters: t.readonlyArray(Adapter),
  config: t.type({ file: t.string, digest: t.string }),
  createdAt: t.string,
})

/**
 * The first line: who planned what, from which config.
 */
export type PlanHeader = t.TypeOf<typeof PlanHeader>
