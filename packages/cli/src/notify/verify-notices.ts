import type { Bilingual } from '@mini-domains/core'
import { counted } from '@mini-domains/core/adapter'
import { type VerifyFinding, type VerifyLine, type VerifySummary, noteMessage, stateWord } from '@mini-domains/fleet'
import type { Notice } from '@mini-domains/notify'
import type { Alarm } from '../commands/verify/alarm.js'
import { bilingual } from '../output/language.js'
import { lostAuthorizations } from './authorization-notice.js'
import { keptLines, listName } from './lines.js'

/**
 * Gathers what is worth telling of a verification, from its lines.
 */
export interface VerifyNotices {
  readonly see: (line: VerifyLine) => void
  readonly notices: () => ReadonlyArray<Notice>
}

const findingLine = ({ address, name, state, error, hint }: VerifyFinding): Bilingual => {
  // A row that is no app belongs to no vendor; its hint says where it stands.
  if (address.vendor === '') return hint
  const list = listName(address, name)
  const word = error === undefined ? stateWord(state) : noteMessage(error)
  return bilingual(`${list.en}: ${word.en}`, `${list.zh}：${word.zh}`)
}

const titleOf = (alarms: number, { lists }: VerifySummary): Bilingual =>
  bilingual(
    `verify: somebody must act on ${alarms} of ${counted(lists, 'list')}`,
    `核对：共 ${lists} 个列表，其中 ${alarms} 个需要处理`,
  )

/**
 * Starts gathering what is an alarm. What waits for a release, a merchant or the next month is none by default, so that a nightly job tells
 * of it once somebody here can act.
 */
export const verifyNotices = (isAlarm: Alarm): VerifyNotices => {
  const found = keptLines()
  const lost = lostAuthorizations()
  let summary: VerifySummary | undefined
  return {
    see: (line) => {
      if (line.line === 'summary') summary = line
      else {
        if (isAlarm(line)) found.add(findingLine(line))
        if (line.error?.tag === 'AuthorizationLost') lost.add(line.address, line.name)
      }
    },
    notices: () => {
      if (summary === undefined || found.count() === 0) return lost.notices()
      const { lists, same, differing, unread } = summary
      return [
        ...lost.notices(),
        {
          event: 'verify-differs',
          title: titleOf(found.count(), summary),
          ...found.kept(),
          hint: bilingual(
            'mini-domains verify tells the cause of each, who must act and what to do next.',
            '原因、处理方与下一步见 mini-domains verify 的输出。',
          ),
          data: { lists, same, differing, unread, alarms: found.count() },
        },
      ]
    },
  }
}
