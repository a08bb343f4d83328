import { type FileFault } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type PlanCounts, type PlanHeader, type PlanSummary } from './plan-line.js'
import { type PlanTally, planTally } from './plan-tally.js'
import { type PlanDamage, damage, readPlan } from './plan-text.js'

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
 * A plan that is as it was made: its first and its last line.
 */
export interface VerifiedPlan {
  readonly header: PlanHeader
  readonly summary: PlanSummary
}

// Lists that are as desired have no line, so `apps`, `lists` and `same` cannot be counted again; whoever says yes needs the others.
const countedAgain = ['changes', 'blocked', 'errors', 'adds', 'deletes', 'modifications'] as const

const isCountOf = (claimed: PlanCounts | undefined, counted: PlanCounts | undefined): boolean =>
  countedAgain.every((part) => (claimed?.[part] ?? 0) === (counted?.[part] ?? 0))

/** Whether a summary says what the lines before it say: it is what the guard goes by, and what somebody is shown before he says yes. */
const isTrue = (summary: PlanSummary, tally: PlanTally): boolean => {
  const counts = tally.counts()
  const vendors = tally.vendors()
  return (
    isCountOf(summary.counts, counts) &&
    Object.keys(summary.vendors).every((vendor) => isCountOf(summary.vendors[vendor], vendors[vendor])) &&
    isDeepStrictEqual(summary.impact, tally.impact()) &&
    summary.applyable === counts.changes > 0 &&
    summary.complete === (counts.blocked === 0) &&
    summary.errored === counts.errors > 0
  )
}

/**
 * Checks a saved plan before anything of it is done: reads it to its end, compares its checksum, and counts its lines again. The
 * checksum finds accidents; the count finds a summary that says something else than the lines, under whichever checksum.
 */
export const verifyPlan = async (
  texts: AsyncIterable<string | FileFault>,
): Promise<E.Either<PlanDamage, VerifiedPlan>> => {
  const checksum = planChecksum()
  const tally = planTally('any')
  let header: PlanHeader | undefined
  let summary: PlanSummary | undefined
  for await (const read of readPlan(texts)) {
    if (E.isLeft(read)) return read
    const { text, line } = read.right
    if (line.line === 'summary') {
      const isWhole = line.lines === checksum.lines() && line.digest === checksum.digest(text)
      if (!isWhole || !isTrue(line, tally)) return damage('edited', 0)
      summary = line
      continue
    }
    checksum.add(text)
    if (line.line === 'header') header = line
    if (line.line === 'change') tally.change(line)
    if (line.line === 'blocked') tally.blocked(line)
  }
  return header === undefined || summary === undefined ? damage('cut-short', 0) : E.right({ header, summary })
}
