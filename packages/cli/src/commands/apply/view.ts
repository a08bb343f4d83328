import { type ApplyEvent, type ErrorNote, type ItemStatus, noteMessage } from '@mini-domains/fleet'
import type { Bilingual } from '@mini-domains/core'
import { bilingual } from '../../output/language.js'
import { titleOf } from '../../output/listing.js'
import { tableOf } from '../../output/table.js'
import type { Reporter } from '../../output/reporter.js'

const statusWords: { readonly [S in ItemStatus]: Bilingual } = {
  done: bilingual('done', '完成'),
  already: bilingual('already so', '本已如此'),
  partial: bilingual('partly', '部分完成'),
  stale: bilingual('stale: the list has moved since the plan', '已过期：列表在计划之后有变动'),
  failed: bilingual('failed', '失败'),
  unknown: bilingual('unknown: the next run looks again', '结果不明：下次运行会先核对'),
}

const paintStatus = (reporter: Reporter, status: ItemStatus): string => {
  const text = reporter.say(statusWords[status])
  switch (status) {
    case 'done':
      return reporter.paint.green(text)
    case 'already':
      return reporter.paint.dim(text)
    case 'partial':
    case 'stale':
    case 'unknown':
      return reporter.paint.yellow(text)
    case 'failed':
      return reporter.paint.red(text)
  }
}

const noteText = (reporter: Reporter, note: ErrorNote): string => {
  const code = note.vendorCode === undefined ? '' : ` code ${note.vendorCode}`
  const id = note.requestId === undefined ? '' : ` rid ${note.requestId}`
  return `${note.tag}: ${reporter.say(noteMessage(note))}${code}${id}`
}

const showItem = (reporter: Reporter, item: Extract<ApplyEvent, { readonly event: 'item' }>): void => {
  const isQuietly = item.status === 'done' || item.status === 'already'
  if (isQuietly && reporter.isQuiet) return
  reporter.line(`${titleOf(item.address, reporter, item.name)}  ${paintStatus(reporter, item.status)}`)
  if (item.error !== undefined) {
    reporter.line(`  ${noteText(reporter, item.error)}`)
    reporter.line(`  → ${reporter.say(item.error.hint)}`)
  }
  if (item.deletes !== undefined) {
    const { planned, counted } = item.deletes
    reporter.line(
      `  ${reporter.say(bilingual(`it would delete ${counted} domains, and the plan says ${planned}: the plan was edited; make it again`, `实际将删除 ${counted} 个域名，计划所记为 ${planned} 个：计划被改动过，请重新生成`))}`,
    )
  }
  for (const { kind, domain, reason, hint } of item.rejected ?? [])
    reporter.line(`  ${reporter.paint.red('×')} ${kind} ${domain}: ${reason}. ${reporter.say(hint)}`)
}

const showFinished = (reporter: Reporter, { counts }: Extract<ApplyEvent, { readonly event: 'finished' }>): void => {
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
  reporter.lines(
    tableOf(
      columns.map(([word]) => reporter.say(word)),
      [columns.map(([, count]) => String(count))],
      reporter.columns,
    ),
  )
}

/**
 * Shows one event of an apply.
 */
export const showApplied = (reporter: Reporter, event: ApplyEvent): void => {
  reporter.event({ event: 'apply', value: event })
  switch (event.event) {
    case 'waiting':
      reporter.note(reporter.say(event.message))
      return
    case 'started':
      reporter.note(
        reporter.say(
          bilingual(
            `${event.changes} changes, ${event.resumed} done before`,
            `共 ${event.changes} 项变更，此前已完成 ${event.resumed} 项`,
          ),
        ),
      )
      if (event.resumed > 0)
        reporter.note(
          reporter.say(
            bilingual(
              'A write that was cut off is looked at first; where it is not to be seen, that may take a minute.',
              '先核对此前中断的写入；若尚未生效，可能需等待一分钟。',
            ),
          ),
        )
      return
    case 'refused':
      reporter.error(
        `${reporter.paint.red(reporter.say(bilingual('refused:', '已拒绝：')))} ${reporter.say(event.message)}`,
      )
      return
    case 'wave':
      reporter.note(reporter.paint.dim(`${event.vendor}: ${event.wave} (${event.changes})`))
      return
    case 'item':
      showItem(reporter, event)
      return
    case 'halted':
      reporter.error(
        `${reporter.paint.red(reporter.say(bilingual(`${event.vendor} halted:`, `${event.vendor} 已暂停：`)))} ${reporter.say(event.message)}`,
      )
      return
    case 'end-unkept':
    case 'old-kept':
      reporter.error(reporter.say(event.message))
      return
    case 'finished':
      showFinished(reporter, event)
  }
}
