import { type Bilingual } from '@mini-domains/core'
import { bilingual } from '@mini-domains/core/adapter'
import { type FileFault, isFileFault } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import { PlanLine } from './plan-line.js'

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

/**
 * Says what is wrong with a plan, and where.
 */
export const damage = (reason: PlanDamage['reason'], line: number): E.Either<PlanDamage, never> => {
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

/**
 * One line of a saved plan, as it is written and as it is read.
 */
export interface ReadLine {
  readonly text: string
  readonly line: PlanLine
}

/**
 * Parses a plan line by line, and gives each with its text. What is no plan, or has no end, is reported last.
 */
export async function* readPlan(
  texts: AsyncIterable<string | FileFault>,
): AsyncGenerator<E.Either<PlanDamage, ReadLine>> {
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
    yield wrong ?? E.map((right: PlanLine): ReadLine => ({ text, line: right }))(line)
    if (wrong !== undefined) return
    isEnded = E.isRight(line) && line.right.line === 'summary'
  }
  if (!isEnded) yield damage('cut-short', 0)
}

/**
 * Parses a plan line by line. What is no plan, or has no end, is reported last; that it is as it was made, only `verifyPlan` says.
 */
export async function* decodePlan(
  texts: AsyncIterable<string | FileFault>,
): AsyncGenerator<E.Either<PlanDamage, PlanLine>> {
  for await (const read of readPlan(texts)) yield E.isLeft(read) ? read : E.right(read.right.line)
}
