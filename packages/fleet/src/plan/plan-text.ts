import { type Bilingual } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import { type FileFault, isFileFault } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import { createHash } from 'node:crypto'
import { type PlanHeader, PlanLine, type PlanSummary } from './plan-line.js'

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
const decodeLine = (text: string, line: number): E.Either<PlanDamage, PlanLine> => {
  const json = E.tryCatch(
    (): unknown => JSON.parse(text),
    () => undefined,
  )
  const decoded = E.isLeft(json) ? json : PlanLine.decode(json.right)
  return E.isLeft(decoded) ? damage('unreadable', line) : decoded
}

const lineEnd = '\n'

// The summary is covered too, so that what somebody is shown before he says yes is what the checksum is of.
const withoutDigest = (summary: string): string => summary.replace(/("digest":")[0-9a-f]*"/, '$1"')

/**
 * The checksum over a plan, line by line: SHA-256 over the text of all lines, the summary with an empty digest.
 */
export const planChecksum = () => {
  const hash = createHash('sha256')
  let lines = 0
  return {
    add: (text: string): void => {
      hash.update(text + lineEnd)
      lines += 1
    },
    lines: (): number => lines,
    /** The digest of the plan that ends with this summary. */
    digest: (summary: string): string => hash.copy().update(withoutDigest(summary)).digest('hex'),
  }
}

/**
 * A plan whose checksum was found right: its first and its last line.
 */
export interface VerifiedPlan {
  readonly header: PlanHeader
  readonly summary: PlanSummary
}

const headerOf = (text: string | undefined): E.Either<PlanDamage, PlanHeader> => {
  if (text === undefined) return damage('cut-short', 0)
  const line = decodeLine(text, 1)
  return E.isRight(line) && line.right.line === 'header' ? E.right(line.right) : damage('other-format', 1)
}

/**
 * Checks a saved plan before anything of it is parsed or done: reads it to its end, once, and compares its checksum. Only its first
 * and its last line are parsed.
 */
export const verifyPlan = async (
  texts: AsyncIterable<string | FileFault>,
): Promise<E.Either<PlanDamage, VerifiedPlan>> => {
  const checksum = planChecksum()
  let first: string | undefined
  let last: string | undefined
  for await (const text of texts) {
    if (isFileFault(text)) return faulty(text)
    if (text.trim() === '') continue
    first ??= text
    if (last !== undefined) checksum.add(last)
    if (last?.startsWith('{"line":"summary"') === true) return damage('edited', checksum.lines())
    last = text
  }
  const header = headerOf(first)
  if (E.isLeft(header)) return header
  const summary = decodeLine(last ?? '', checksum.lines() + 1)
  if (E.isLeft(summary)) return summary
  if (summary.right.line !== 'summary') return damage('cut-short', 0)
  const { lines, digest } = summary.right
  const isWhole = lines === checksum.lines() && digest === checksum.digest(last ?? '')
  return isWhole ? E.right({ header: header.right, summary: summary.right }) : damage('edited', 0)
}

const misplaced = (
  line: E.Either<PlanDamage, PlanLine>,
  number: number,
  ended: boolean,
): E.Either<PlanDamage, never> | undefined => {
  if (E.isLeft(line)) return number === 1 ? damage('other-format', number) : line
  return ended || (line.right.line === 'header') !== (number === 1) ? damage('edited', number) : undefined
}

/**
 * Parses a plan line by line. What is no plan, or has no end, is reported last; that it is as it was made, only `verifyPlan` says.
 */
export async function* decodePlan(
  texts: AsyncIterable<string | FileFault>,
): AsyncGenerator<E.Either<PlanDamage, PlanLine>> {
  let number = 0
  let isEnded = false
  for await (const text of texts) {
    if (isFileFault(text)) {
      yield faulty(text)
      return
    }
    if (text.trim() === '') continue
    number += 1
    const line = decodeLine(text, number)
    const wrong = misplaced(line, number, isEnded)
    yield wrong ?? line
    if (wrong !== undefined) return
    isEnded = E.isRight(line) && line.right.line === 'summary'
  }
  if (!isEnded) yield damage('cut-short', 0)
}
