import { type Deviation, type VerifyFinding, type VerifyLine, type VerifySummary, errorWord } from '@mini-domains/fleet'
import type { Ending } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { titleOf } from '../../output/listing.js'
import { type RepeatedRows, isFirst } from '../../output/repeated-row.js'
import { tableOf } from '../../output/table.js'
import type { Voice } from '../../output/reporter.js'

const showDeviation = (voice: Voice, state: string, { missing, extra }: Deviation): void => {
  const rows = (sign: string, lists: Deviation['missing']): ReadonlyArray<string> =>
    Object.entries(lists).flatMap(([kind, domains]) => domains.map((domain) => `  ${sign} ${kind} ${domain}`))
  const lines = [...rows(voice.paint.red('-'), missing), ...rows(voice.paint.yellow('+'), extra)]
  if (lines.length > 0) voice.line(`  ${voice.paint.dim(state)}`)
  for (const line of lines) voice.line(line)
}

const showFinding = (voice: Voice, found: VerifyFinding): void => {
  // A row that is no app belongs to no vendor; what is said of it tells where it stands.
  if (found.address.vendor === '') return voice.line(voice.paint.yellow(voice.in(found.hint)))
  voice.line(voice.paint.bold(titleOf(found.address, voice)))
  if (found.inConfigured !== undefined)
    showDeviation(
      voice,
      voice.in(bilingual('configured: - missing, + extra', '已配置：- 缺少，+ 多出')),
      found.inConfigured,
    )
  if (found.inEffective !== undefined)
    showDeviation(
      voice,
      voice.in(bilingual('effective: - missing, + extra', '已生效：- 缺少，+ 多出')),
      found.inEffective,
    )
  if (found.error !== undefined)
    voice.line(`  ${found.error.tag}: ${voice.in(errorWord(found.error.tag, found.error.message))}`)
  voice.line(`  → ${voice.in(found.hint)}`)
}

const showSummary = (voice: Voice, summary: VerifySummary): void => {
  const columns = [
    [bilingual('apps', '小程序'), summary.apps],
    [bilingual('lists', '列表'), summary.lists],
    [bilingual('same', '一致'), summary.same],
    [bilingual('differ', '不一致'), summary.differing],
    [bilingual('not readable', '无法读取'), summary.unread],
    [bilingual('live unknown', '无法查询是否生效'), summary.effectiveUnknown],
  ] as const
  voice.lines(
    tableOf(
      columns.map(([word]) => voice.in(word)),
      [columns.map(([, count]) => String(count))],
      voice.columns,
    ),
  )
}

/**
 * Shows one line of a verification.
 */
export const showVerified = (voice: Voice, repeated: RepeatedRows, line: VerifyLine): void => {
  voice.tell({ event: 'verify', value: { ...line } })
  switch (line.line) {
    case 'finding':
      return line.error !== undefined || isFirst(repeated, line.hint.en) ? showFinding(voice, line) : undefined
    case 'summary':
      repeated.end(voice.line)
      return showSummary(voice, line)
  }
}

/**
 * How a verification ended.
 */
export const verifyEnding = (summary: VerifySummary): Ending => {
  // Where nothing but rows that are no apps was found, nothing was looked at.
  if (summary.errored) return summary.lists === 0 ? 'error' : 'partial'
  return summary.differences ? 'differences' : 'done'
}
