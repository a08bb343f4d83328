import { resolve } from 'node:path'
import { type GroupBook, type GroupReport, groupBook, reportHtml, reportMarkdown } from '@mini-domains/fleet'
import type { Context } from '../context.js'
import { writeWhole } from '../io/whole-file.js'
import type { ExitStatus } from './exit-code.js'
import { bilingual } from './language.js'
import { reportProblem } from './problem.js'

const isPage = (file: string | undefined): boolean => file !== undefined && /\.html?$/i.test(file)

/**
 * Starts gathering what a report tells: a page names each list, since it can be searched.
 */
export const reportBook = ({ args }: Context): GroupBook =>
  groupBook(isPage(args.text('report')) ? { named: 300_000 } : {})

/**
 * Writes the report that `--report` asks for, as a page where its name ends in `.html`, else as Markdown. Gives the status back, or that the
 * report could not be written.
 */
export const withGroupReport = async (
  { args, io, reporter }: Context,
  report: () => GroupReport,
  status: ExitStatus,
): Promise<ExitStatus> => {
  const file = args.text('report')
  if (file === undefined) return status
  const texts = isPage(file) ? reportHtml(report()) : reportMarkdown(report(), reporter.language)
  const unwritten = await writeWhole(resolve(io.folder, file), file, texts, {
    mode: 0o666,
  })
  if (unwritten !== undefined) {
    reportProblem(reporter, unwritten)
    return 'error'
  }
  reporter.event({ event: 'written', what: 'report', file })
  reporter.line(reporter.say(bilingual(`Wrote ${file}.`, `已写出 ${file}。`)))
  return status
}
