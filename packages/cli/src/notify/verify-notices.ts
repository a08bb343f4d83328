import { type VerifyFinding, type VerifyLine, type VerifySummary, noteMessage } from '@mini-domains/fleet'
import type { Notice } from '@mini-domains/notify'
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

const findingLine = ({ address, configured, effective, error, hint }: VerifyFinding) => {
  // A row that is no app belongs to no vendor; its hint says where it stands.
  if (address.vendor === '') return hint
  const name = listName(address)
  if (error !== undefined) {
    const word = noteMessage(error)
    return bilingual(`${name.en}: ${word.en}`, `${name.zh}：${word.zh}`)
  }
  const isLive = configured === 'same' && effective === 'differs'
  return isLive
    ? bilingual(`${name.en}: not released yet`, `${name.zh}：尚未发布生效`)
    : bilingual(`${name.en}: differs`, `${name.zh}：不一致`)
}

const titleOf = ({ differing, unread, lists }: VerifySummary) =>
  bilingual(
    `verify: of ${lists} lists, ${differing} differ and ${unread} cannot be read`,
    `核对：共 ${lists} 个列表，${differing} 个不一致，${unread} 个无法读取`,
  )

/**
 * Starts gathering.
 */
export const verifyNotices = (): VerifyNotices => {
  const found = keptLines()
  const lost = lostAuthorizations()
  let summary: VerifySummary | undefined
  return {
    see: (line) => {
      if (line.line === 'summary') summary = line
      else {
        found.add(findingLine(line))
        if (line.error?.tag === 'AuthorizationLost') lost.add(line.address)
      }
    },
    notices: () => {
      if (summary === undefined || !(summary.differences || summary.errored)) return lost.notices()
      const { lists, same, differing, unread } = summary
      return [
        ...lost.notices(),
        {
          event: 'verify-differs',
          title: titleOf(summary),
          ...found.kept(),
          data: { lists, same, differing, unread },
        },
      ]
    },
  }
}
