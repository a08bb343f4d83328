import { type DomainError, type Domains, type PoolVersion, isComplete } from '@mini-domains/core'
import type { LevelCapabilities } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type { Context } from '../../context.js'
import { confirm } from '../../io/confirm.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { type ListChange, lookAt } from './list-change.js'
import { showChange, showOutcome } from './view.js'
import { problem, reportError, reportProblem } from '../../output/problem.js'
import { typedDomains } from './typed-domains.js'

/**
 * A change that was typed: where, what, and whether it needs a yes.
 */
export interface TypedChange {
  readonly whose: { readonly vendor: string; readonly app?: string }
  readonly level: Domains
  readonly capabilities: LevelCapabilities
  readonly change: ListChange['change']
  readonly asks: boolean
  /** Which versions of a pool the change is for, where that was said. */
  readonly version?: PoolVersion
}

const nothingNamed = problem(
  'usage',
  bilingual('no domains are named', '没有指定域名'),
  bilingual('Name some, such as --request api.example.com.', '请指定域名，例如 --request api.example.com。'),
)

const looks = async (
  context: Context,
  { whose, level, capabilities, change, version }: TypedChange,
): Promise<ReadonlyArray<E.Either<DomainError, ListChange>>> => {
  const { server, webview, prefetch } = typedDomains(context.args)
  const found: Array<E.Either<DomainError, ListChange>> = []
  if (Object.keys(server).length > 0)
    found.push(await lookAt(level.server, capabilities.server, { ...whose, list: 'server' }, change, server, version))
  if (Object.keys(webview).length > 0)
    found.push(
      await lookAt(level.webview, capabilities.webview, { ...whose, list: 'webview' }, change, webview, version),
    )
  if (Object.keys(prefetch).length > 0)
    found.push(
      await lookAt(level.prefetch, capabilities.prefetch, { ...whose, list: 'prefetch' }, change, prefetch, version),
    )
  return found
}

const needsWork = ({ steps }: ListChange): boolean => steps.some(({ verdict }) => verdict === 'to-do')

const makeAll = async ({ reporter, stop }: Context, changes: ReadonlyArray<ListChange>): Promise<ExitStatus> => {
  let failures = 0
  let shortfalls = 0
  for (const change of changes) {
    if (stop.aborted) return 'cancelled'
    const outcome = await change.make()
    if (E.isLeft(outcome)) {
      reportError(reporter, outcome.left)
      failures += 1
      if (outcome.left._tag === 'Cancelled') return 'cancelled'
    } else {
      showOutcome(reporter, change, outcome.right)
      if (!isComplete(outcome.right)) shortfalls += 1
    }
  }
  if (failures === changes.length && failures > 0) return 'error'
  return failures + shortfalls > 0 ? 'partial' : 'done'
}

/**
 * Looks, shows what would change, asks where it must, and changes.
 */
export const runChange = async (context: Context, typed: TypedChange): Promise<ExitStatus> => {
  const { args, reporter } = context
  const found = await looks(context, typed)
  if (found.length === 0) {
    reportProblem(reporter, nothingNamed)
    return 'error'
  }
  const changes = E.sequenceArray(found)
  if (E.isLeft(changes)) {
    reportError(reporter, changes.left)
    return 'error'
  }
  const isDry = args.has('dry-run')
  const work = changes.right.filter(needsWork)
  if (isDry || typed.asks) for (const change of changes.right) showChange(reporter, change)
  if (isDry) return work.length === 0 ? 'done' : 'differences'
  if (typed.asks && work.length > 0) {
    const refused = await confirm(context)
    if (refused !== undefined) return refused
  }
  return makeAll(context, changes.right)
}
