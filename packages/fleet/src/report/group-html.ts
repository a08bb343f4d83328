import { bilingual } from '@mini-domains/core/adapter'
import { type ErrorNote } from '../error/error-note.js'
import { type CountedGroup, type Group, type GroupMember } from './group.js'
import { type GroupReport, actorWord, listWord } from './group-report.js'
import { type PageList, entryText, pageOf, rowWriter } from './page.js'
import { type PageGroup, type PageLine } from './page-data.js'

/**
 * A group as a page has it.
 */
export const pageGroup = ({ title, tone, vendor, list, details, actor, hint, cost }: Group): PageGroup => ({
  title,
  tone,
  vendor,
  ...(list === undefined ? {} : { list: listWord(list) }),
  details,
  ...(actor === undefined ? {} : { actor: actorWord(actor) }),
  ...(hint === undefined ? {} : { hint }),
  ...(cost === undefined ? {} : { cost }),
})

/**
 * What a vendor said of one list alone.
 */
export const saidLines = ({
  requestId,
  vendorMessage,
}: Pick<ErrorNote, 'requestId' | 'vendorMessage'>): ReadonlyArray<PageLine> => [
  ...(requestId === undefined ? [] : [{ text: bilingual(`request id ${requestId}`, `请求编号 ${requestId}`) }]),
  ...(vendorMessage === undefined
    ? []
    : [{ text: bilingual(`the vendor said: ${vendorMessage}`, `厂商返回：${vendorMessage}`) }]),
]

const listOf = (group: CountedGroup, { list, app, name, requestId, vendorMessage }: GroupMember): PageList => {
  const lines = saidLines({
    ...(requestId === undefined ? {} : { requestId }),
    ...(vendorMessage === undefined ? {} : { vendorMessage }),
  })
  return {
    ...(app === undefined ? {} : { app }),
    ...(name === undefined ? {} : { name }),
    group: { ...pageGroup(group), ...(group.count > group.members.length ? { count: group.count } : {}) },
    facts: { list, lines: [], domains: [] },
    ...(lines.length === 0 ? {} : { lines }),
  }
}

function* entries({ title, total, at, from, groups, ungrouped }: GroupReport): Generator<string> {
  const rowOf = rowWriter()
  yield entryText({ entry: 'head', title, at, from: [from] })
  for (const group of groups) for (const member of group.members) yield rowOf(listOf(group, member))
  const hidden = groups.reduce((sum, { count, members }) => sum + count - members.length, ungrouped)
  yield entryText({ entry: 'end', total, counts: [], vendors: [], unlisted: hidden })
}

/**
 * Writes a report of groups as one page that needs no network, in English and Chinese, piece by piece. It searches and prints as that of a
 * plan does.
 */
export const reportHtml = (report: GroupReport): AsyncGenerator<string> => pageOf(entries(report))
