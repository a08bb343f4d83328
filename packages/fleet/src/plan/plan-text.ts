import { type Bilingual } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import { type FileFault, isFileFault } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import { createHash } from 'node:crypto'
import { type PlanCounts, PlanLine, type PlanSummary } from './plan-line.js'
import { planTally } from './plan-tally.js'

/**
 * The seal over the lines of a plan: how many, and a digest of their text.
 */
export interface Seal {
  readonly add: (text: string) => void
  readonly sealed: () => { readonly lines: number; readonly digest: string }
}

/**
 * Begins a seal.
 */
export const seal = (): Seal => {
  const hash = createHash('sha256')
  let lines = 0
  return {
    add: (text) => {
      hash.update(text)
      hash.update('\n')
      lines += 1
    },
    sealed: () => ({ lines, digest: hash.copy().digest('hex') }),
  }
}

/**
 * Why a plan cannot be used.
 */
export interface PlanDamage {
  readonly _tag: 'PlanDamage'
  readonly reason: 'unreadable' | 'cut-short' | 'edited' | 'other-format'
  /** From 1; 0 where no one line is at fault. */
  readonly line: number
  readonly message: Bilingual
}

/**
 * Writes a line of a plan as text, without its end.
 */
export const encodeLine = (line: PlanLine): string => JSON.stringify(line)

const messages = {
  unreadable: bilingual('is not a line of a plan', '不是计划中的一行'),
  'cut-short': bilingual('the plan has no end: make it again', '计划不完整，请重新生成'),
  edited: bilingual('the plan was changed after it was made: make it again', '计划生成后被改动，请重新生成'),
  'other-format': bilingual('the plan is of another format: make it again', '计划格式版本不同，请重新生成'),
}

const damage = (reason: PlanDamage['reason'], line: number): E.Either<PlanDamage, never> => {
  const place = line === 0 ? bilingual('', '') : bilingual(`line ${line}: `, `第 ${line} 行：`)
  const { en, zh } = messages[reason]
  return E.left({ _tag: 'PlanDamage', reason, line, message: bilingual(`${place.en}${en}`, `${place.zh}${zh}`) })
}

const faulty = ({ line, message, hint }: FileFault): E.Either<PlanDamage, never> =>
  E.left({
    _tag: 'PlanDamage',
    reason: 'unreadable',
    line,
    message: bilingual(`${message.en}. ${hint.en}`, `${message.zh}。${hint.zh}`),
  })

/**
 * Reads one line of a plan back.
 */
export const decodeLine = (text: string, line: number): E.Either<PlanDamage, PlanLine> => {
  const json = E.tryCatch(
    (): unknown => JSON.parse(text),
    () => undefined,
  )
  const decoded = E.isLeft(json) ? json : PlanLine.decode(json.right)
  return E.isLeft(decoded) ? damage('unreadable', line) : decoded
}

const misplaced = (
  line: E.Either<PlanDamage, PlanLine>,
  number: number,
  ended: boolean,
): E.Either<PlanDamage, never> | undefined => {
  if (E.isLeft(line)) return number === 1 ? damage('other-format', number) : line
  return ended || (line.right.line === 'header') !== (number === 1) ? damage('edited', number) : undefined
}

// Lists that are as desired have no line, so `apps`, `lists` and `same` cannot be counted again; whoever says yes needs the others.
const countedAgain = ['changes', 'blocked', 'errors', 'adds', 'deletes', 'modifications'] as const

const isCountOf = (said: PlanCounts | undefined, counted: PlanCounts | undefined): boolean =>
  countedAgain.every((part) => (said?.[part] ?? 0) === (counted?.[part] ?? 0))

/** Whether a summary says what the lines before it say: it is what somebody is shown before he says yes. */
const isTrue = (summary: PlanSummary, counts: PlanCounts, vendors: Readonly<Record<string, PlanCounts>>): boolean =>
  isCountOf(summary.counts, counts) &&
  Object.keys(summary.vendors).every((vendor) => isCountOf(summary.vendors[vendor], vendors[vendor])) &&
  summary.applyable === counts.changes > 0 &&
  summary.complete === (counts.blocked === 0) &&
  summary.errored === counts.errors > 0

/**
 * Reads a plan line by line and checks it as it goes: damage is the last thing that comes. Whoever must not act on a damaged
 * plan reads it once to its end first; see `checkPlan`.
 */
export async function* decodePlan(
  texts: AsyncIterable<string | FileFault>,
): AsyncGenerator<E.Either<PlanDamage, PlanLine>> {
  const sealing = seal()
  const tally = planTally('any')
  let number = 0
  let summary: PlanSummary | undefined
  for await (const text of texts) {
    if (isFileFault(text)) {
      yield faulty(text)
      return
    }
    if (text.trim() === '') continue
    number += 1
    const line = decodeLine(text, number)
    const wrong = misplaced(line, number, summary !== undefined)
    if (wrong !== undefined) {
      yield wrong
      return
    }
    if (E.isLeft(line)) return
    if (line.right.line === 'summary') {
      summary = line.right
      const { lines, digest } = sealing.sealed()
      const isSealed = lines === summary.lines && digest === summary.digest
      if (!isSealed || !isTrue(summary, tally.counts(), tally.vendors())) {
        yield damage('edited', 0)
        return
      }
    } else sealing.add(text)
    if (line.right.line === 'change') tally.change(line.right)
    if (line.right.line === 'blocked') tally.blocked(line.right)
    yield line
  }
  if (summary === undefined) yield damage('cut-short', 0)
}

/**
 * Reads a plan to its end and gives its summary, or what is wrong with it.
 */
export const checkPlan = async (
  texts: AsyncIterable<string | FileFault>,
  see: (line: PlanLine, n: number) => void = () => undefined,
): Promise<E.Either<PlanDamage, PlanSummary>> => {
  let result: E.Either<PlanDamage, PlanSummary> = damage('cut-short', 0)
  let n = 0
  for await (const line of decodePlan(texts)) {
    if (E.isLeft(line)) return line
    if (line.right.line === 'summary') result = E.right(line.right)
    see(line.right, n)
    n += 1
  }
  return result
}
