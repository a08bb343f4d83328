import { type ApplyCounts, type ApplyEvent, type ItemStatus, statusWord } from '@mini-domains/fleet'
import type { Bilingual } from '@mini-domains/core'
import { counted } from '@mini-domains/core/adapter'
import { dangers } from '../../args/options.js'
import { bilingual } from '../../output/language.js'
import { titleOf } from '../../output/listing.js'
import { countTable } from '../../output/table.js'
import type { Reporter } from '../../output/reporter.js'

const paintStatus = (reporter: Reporter, status: ItemStatus): string => {
  const text = reporter.say(statusWord(status))
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

/** What did not end well is told in a line as it happens; what it was is told at the end, each cause once. */
const showItem = (reporter: Reporter, item: Extract<ApplyEvent, { readonly event: 'item' }>): void => {
  if (item.status === 'done' || item.status === 'already') return
  const request = item.error?.requestId === undefined ? '' : `  rid ${item.error.requestId}`
  reporter.line(
    `${titleOf(item.address, reporter, item.name)}  ${paintStatus(reporter, item.status)}${reporter.paint.dim(request)}`,
  )
  if (item.deletes !== undefined) {
    const { planned, counted: found } = item.deletes
    reporter.line(
      `  ${reporter.say(bilingual(`it would delete ${counted(found, 'domain')}, and the plan says ${planned}: the plan was edited; make it again`, `实际将删除 ${found} 个域名，计划所记为 ${planned} 个：计划被改动过，请重新生成`))}`,
    )
  }
}

/**
 * What an apply came to, in one line.
 */
export const appliedTotal = ({
  done,
  already,
  partial,
  stale,
  failed,
  unknown,
  skipped,
  resumed,
}: ApplyCounts): Bilingual => {
  const all = done + already + partial + stale + failed + unknown + skipped + resumed
  const unwell = partial + stale + failed + unknown
  return bilingual(
    `${counted(all, 'change')}: ${done + already + resumed} done, ${unwell} not done as planned, ${skipped} not tried`,
    `共 ${all} 项变更：完成 ${done + already + resumed} 项，未按计划完成 ${unwell} 项，未执行 ${skipped} 项`,
  )
}

/**
 * Says how changes ended, as the head of a column.
 */
export const countWords = {
  done: bilingual('done', '完成'),
  already: bilingual('already so', '无需修改'),
  partial: bilingual('partly', '部分'),
  stale: bilingual('stale', '过期'),
  failed: bilingual('failed', '失败'),
  unknown: bilingual('unknown', '不明'),
  skipped: bilingual('skipped', '未执行'),
  resumed: bilingual('in an earlier run', '此前已完成'),
} as const satisfies Readonly<Record<keyof ApplyCounts, Bilingual>>

const showFinished = (reporter: Reporter, { counts }: Extract<ApplyEvent, { readonly event: 'finished' }>): void => {
  const columns: ReadonlyArray<readonly [Bilingual, number]> = [
    [countWords.done, counts.done],
    [countWords.already, counts.already],
    [countWords.partial, counts.partial],
    [countWords.stale, counts.stale],
    [countWords.failed, counts.failed],
    [countWords.unknown, counts.unknown],
    [countWords.skipped, counts.skipped],
    [countWords.resumed, counts.resumed],
  ]
  reporter.lines(
    countTable(
      columns.map(([word, count]) => [reporter.say(word), count]),
      reporter.columns,
    ),
  )
}

type WaveEvent = Extract<ApplyEvent, { readonly event: 'wave' }>

const waveWords: Readonly<Record<WaveEvent['wave'], Bilingual>> = {
  'pool-add': bilingual('pool, additions', '域名池新增'),
  canary: bilingual('first few apps', '首批小程序'),
  rest: bilingual('apps', '小程序'),
  'pool-remove': bilingual('pool, removals', '域名池移除'),
}

const showWave = ({ note, paint, say }: Reporter, { vendor, wave, changes }: WaveEvent): void => {
  const { en, zh } = waveWords[wave]
  const text = bilingual(`${vendor}: ${en}, ${counted(changes, 'change')}`, `${vendor}：${zh}，${changes} 项变更`)
  note(paint.dim(say(text)))
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
            `${counted(event.changes, 'change')}, ${event.resumed} done before`,
            `共 ${event.changes} 项变更，此前已完成 ${event.resumed} 项`,
          ),
        ),
      )
      if (event.resumed > 0)
        reporter.note(
          reporter.say(
            bilingual(
              'Writes that were cut off, if any, are looked at first; where one is not to be seen, that may take a minute.',
              '如有此前中断的写入，会先核对；若尚未生效，可能需等待一分钟。',
            ),
          ),
        )
      return
    case 'refused':
      reporter.error(
        `${reporter.paint.red(reporter.say(bilingual('refused: ', '已拒绝：')))}${reporter.say(event.message)}`,
      )
      if (dangers.some((danger) => danger === event.reason))
        reporter.error(
          reporter.say(
            bilingual(`  → If this is meant: --allow ${event.reason}`, `  → 确认无误请加 --allow ${event.reason}`),
          ),
        )
      return
    case 'wave':
      showWave(reporter, event)
      return
    case 'item':
      showItem(reporter, event)
      return
    case 'halted':
      reporter.error(
        `${reporter.paint.red(reporter.say(bilingual(`${event.vendor} halted: `, `${event.vendor} 已暂停：`)))}${reporter.say(event.message)}`,
      )
      return
    case 'end-unkept':
    case 'old-kept':
      reporter.error(reporter.say(event.message))
      return
    case 'finished':
      reporter.line(reporter.paint.bold(reporter.say(appliedTotal(event.counts))))
      showFinished(reporter, event)
  }
}
