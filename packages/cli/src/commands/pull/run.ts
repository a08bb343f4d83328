import {
  type EditedConfig,
  type ExistingApp,
  type FoundApp,
  type ListName,
  type Selection,
  type UnreadApp,
  editConfig,
  listNames,
  pullPlan,
  readExisting,
} from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { appLines } from '../../config/config-file.js'
import { selectedVendors, withSelection } from '../../config/selection.js'
import { type Session, withVendors } from '../../config/session.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { noApps, problem, reportEmpty, reportProblem } from '../../output/problem.js'
import { progressOf } from '../../output/progress.js'
import type { Reporter } from '../../output/reporter.js'
import { concurrencyOf } from '../plan/make.js'
import { configText, rewriteConfig } from '../../config/config-text.js'
import { showEdit, showPullTotal, showRest, showUnread, showUnreadLists } from './view.js'

const nothingReadable = problem(
  'unread',
  bilingual('no app could be read', '没有任何小程序可以读取'),
  bilingual('Fix what is said above, then pull again.', '请按上述提示处理后重新执行 pull。'),
)

const uneditable = problem(
  'config',
  bilingual(
    'the config is written in a way that cannot be added to without changing what else it means',
    '配置的写法无法自动追加内容而不影响其他含义',
  ),
  bilingual('Put under extra by hand what --dry-run --json lists.', '请按 --dry-run --json 的输出手动写入 extra。'),
)

interface Asked {
  readonly select: Selection | undefined
  readonly concurrency: number
  readonly list: ListName | undefined
}

const readAll = async (
  { io, reporter, stop }: Context,
  session: Session,
  { select, concurrency, list }: Asked,
): Promise<ReadonlyArray<FoundApp>> => {
  const progress = progressOf(io, reporter, reporter.say(bilingual('calls made', '已调用')), undefined)
  const unwatch = session.onCall((calls) => progress.at(calls))
  const found: Array<FoundApp> = []
  const apps = readExisting(session.config.desired, session.byName, {
    openLines: appLines(session.config),
    clock: io.clock,
    signal: stop,
    concurrency,
    ...(select === undefined ? {} : { select }),
    ...(list === undefined ? {} : { list }),
  })
  for await (const app of apps) found.push(app)
  unwatch()
  progress.end()
  return found
}

interface Pulled {
  readonly read: ReadonlyArray<ExistingApp>
  readonly unread: ReadonlyArray<UnreadApp>
  readonly edit: EditedConfig
}

const show = (reporter: Reporter, { read, unread, edit }: Pulled): void => {
  showPullTotal(reporter, { read: read.length, unread: unread.length }, edit)
  showEdit(reporter, edit)
  showRest(reporter, read)
  showUnread(reporter, unread)
  showUnreadLists(reporter, read)
}

const statusOf = ({ args }: Context, { read, unread, edit }: Pulled): ExitStatus => {
  const isDry = args.has('dry-run')
  const isLeft = edit.byHand.length > 0 && !isDry
  const isPart = read.some(({ unwritable, unread: lists }) => unwritable.length > 0 || lists.length > 0)
  if (unread.length > 0 || isLeft || isPart) return 'partial'
  return isDry && edit.written.length + edit.byHand.length > 0 ? 'differences' : 'done'
}

const pullInto = async (context: Context, session: Session, asked: Asked, text: string): Promise<ExitStatus> => {
  const { args, reporter, stop } = context
  const { config } = session
  const found = await readAll(context, session, asked)
  if (stop.aborted) return 'cancelled'
  const read = found.flatMap((one) => (one._tag === 'Existing' ? [one] : []))
  const unread = found.flatMap((one) => (one._tag === 'Unread' ? [one] : []))
  if (read.length === 0) {
    showUnread(reporter, unread)
    if (unread.length === 0) return reportEmpty(reporter, noApps)
    reportProblem(reporter, nothingReadable)
    return 'error'
  }
  const additions = pullPlan(found)
  const edit = editConfig(text, additions)
  const pulled = { read, unread, edit: edit ?? { text, written: [], byHand: additions } }
  show(reporter, pulled)
  if (edit === undefined) {
    reportProblem(reporter, uneditable)
    return 'error'
  }
  if (args.has('dry-run') || edit.written.length === 0) return statusOf(context, pulled)
  const unwritten = await rewriteConfig(config, edit.text)
  if (unwritten !== undefined) {
    reportProblem(reporter, unwritten)
    return 'error'
  }
  const { file } = config.desired
  reporter.event({ event: 'written', what: 'config', file })
  reporter.line(reporter.say(bilingual(`Wrote ${file}.`, `已写入 ${file}。`)))
  return statusOf(context, pulled)
}

/**
 * Takes over into the config what the apps have and it does not ask for.
 */
export const pull = async (context: Context): Promise<ExitStatus> => {
  const concurrency = concurrencyOf(context, 32)
  if (concurrency === undefined) return 'error'
  const typed = context.args.text('list')
  const list = listNames.find((name) => name === typed)
  return withSelection(context, async (config, select) => {
    const text = await configText(config)
    if (E.isLeft(text)) {
      reportProblem(context.reporter, text.left)
      return 'error'
    }
    return withVendors(context, config, selectedVendors(config, select), (session) =>
      pullInto(context, session, { select, concurrency, list }, text.right),
    )
  })
}
