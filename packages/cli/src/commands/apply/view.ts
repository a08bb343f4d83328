import { type ApplyEvent, type ErrorNote, type ItemStatus, errorWord } from '@mini-domains/fleet'
import { type Bilingual } from '@mini-domains/core'
import { bilingual } from '../../output/language.js'
import { titleOf } from '../../output/listing.js'
import { tableOf } from '../../output/table.js'
import type { Voice } from '../../output/reporter.js'

const statusWords: { readonly [S in ItemStatus]: Bilingual } = {
  done: bilingual('done', '完成'),
  already: bilingual('already so', '本已如此'),
  partial: bilingual('partly', '部分完成'),
  stale: bilingual('stale: the list has moved since the plan', '已过期：列表在计划之后有变动'),
  failed: bilingual('failed', '失败'),
  unknown: bilingual('unknown: the next run looks again', '结果不明：下次运行会先核对'),
}

const paintStatus = (voice: Voice, status: ItemStatus): string => {
  const text = voice.in(statusWords[status])
  switch (status) {
    case 'done':
      return voice.paint.green(text)
    case 'already':
      return voice.paint.dim(text)
    case 'partial':
    case 'stale':
    case 'unknown':
      return voice.paint.yellow(text)
    case 'failed':
      return voice.paint.red(text)
  }
}

const noteText = (voice: Voice, note: ErrorNote): string => {
  const code = note.vendorCode === undefined ? '' : ` code ${note.vendorCode}`
  const id = note.requestId === undefined ? '' : ` rid ${note.requestId}`
  return `${note.tag}: ${voice.in(errorWord(note.tag, note.message))}${code}${id}`
}

const showItem = (voice: Voice, item: Extract<ApplyEvent, { readonly event: 'item' }>): void => {
  const isQuietly = item.status === 'done' || item.status === 'already'
  if (isQuietly && voice.isQuiet) return
  voice.line(`${titleOf(item.address, voice)}  ${paintStatus(voice, item.status)}`)
  if (item.error !== undefined) {
    voice.line(`  ${noteText(voice, item.error)}`)
    voice.line(`  → ${voice.in(item.error.hint)}`)
  }
  if (item.deletes !== undefined) {
    const { planned, counted } = item.deletes
    voice.line(
      `  ${voice.in(bilingual(`it would delete ${counted} domains, and the plan says ${planned}: the plan was edited; make it again`, `实际将删除 ${counted} 个域名，计划所记为 ${planned} 个：计划被改动过，请重新生成`))}`,
    )
  }
  for (const { kind, domain, reason, mend } of item.rejected ?? [])
    voice.line(`  ${voice.paint.red('×')} ${kind} ${domain}: ${reason}. ${voice.in(mend)}`)
}

const showFinished = (voice: Voice, { counts }: Extract<ApplyEvent, { readonly event: 'finished' }>): void => {
  const columns: ReadonlyArray<readonly [Bilingual, number]> = [
    [bilingual('done', '完成'), counts.done],
    [bilingual('already so', '本已如此'), counts.already],
    [bilingual('partly', '部分'), counts.partial],
    [bilingual('stale', '过期'), counts.stale],
    [bilingual('failed', '失败'), counts.failed],
    [bilingual('unknown', '不明'), counts.unknown],
    [bilingual('skipped', '未执行'), counts.skipped],
    [bilingual('in an earlier run', '此前已完成'), counts.resumed],
  ]
  voice.lines(
    tableOf(
      columns.map(([word]) => voice.in(word)),
      [columns.map(([, count]) => String(count))],
      voice.columns,
    ),
  )
}

/**
 * Shows one event of an apply.
 */
export const showApplied = (voice: Voice, event: ApplyEvent): void => {
  voice.tell({ event: 'apply', value: event })
  switch (event.event) {
    case 'waiting':
      voice.note(voice.in(event.message))
      return
    case 'started':
      voice.note(
        voice.in(
          bilingual(
            `${event.changes} changes, ${event.resumed} done before`,
            `共 ${event.changes} 项变更，此前已完成 ${event.resumed} 项`,
          ),
        ),
      )
      if (event.resumed > 0)
        voice.note(
          voice.in(
            bilingual(
              'A write that was cut off is looked at first; where it is not to be seen, that may take a minute.',
              '先核对此前中断的写入；若尚未生效，可能需等待一分钟。',
            ),
          ),
        )
      return
    case 'refused':
      voice.alarm(`${voice.paint.red(voice.in(bilingual('refused:', '已拒绝：')))} ${voice.in(event.message)}`)
      return
    case 'wave':
      voice.note(voice.paint.dim(`${event.vendor}: ${event.wave} (${event.changes})`))
      return
    case 'item':
      showItem(voice, event)
      return
    case 'halted':
      voice.alarm(
        `${voice.paint.red(voice.in(bilingual(`${event.vendor} halted:`, `${event.vendor} 已暂停：`)))} ${voice.in(event.message)}`,
      )
      return
    case 'end-unkept':
    case 'old-kept':
      voice.alarm(voice.in(event.message))
      return
    case 'finished':
      showFinished(voice, event)
  }
}
