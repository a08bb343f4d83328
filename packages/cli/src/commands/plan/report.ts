import { resolve } from 'node:path'
import { type PlanLine, decodePlan, fileLines, planHtml, planMarkdown } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { Context } from '../../context.js'
import { bilingual } from '../../output/language.js'
import type { Problem } from '../../output/problem.js'
import { writeWhole } from '../../io/whole-file.js'

async function* linesOf(path: string): AsyncGenerator<PlanLine> {
  for await (const line of decodePlan(fileLines(path))) if (E.isRight(line)) yield line.right
}

/**
 * Says whether reports of a plan were asked for.
 */
export const wantsReports = ({ args }: Context): boolean => args.has('markdown') || args.has('html')

/**
 * Writes the reports that were asked for, from a saved plan, piece by piece, each whole or not at all. Tells what kept the first
 * from being written that was not.
 */
export const writeReports = async ({ args, io, reporter }: Context, plan: string): Promise<Problem | undefined> => {
  const { language } = reporter
  const reports = [
    { what: 'markdown', make: () => planMarkdown(linesOf(plan), { language }) },
    { what: 'html', make: () => planHtml(linesOf(plan)) },
  ]
  for (const { what, make } of reports) {
    const file = args.text(what)
    if (file === undefined) continue
    const unwritten = await writeWhole(resolve(io.folder, file), file, make(), { mode: 0o666 })
    if (unwritten !== undefined) return unwritten
    reporter.event({ event: 'written', what, file })
    reporter.line(reporter.say(bilingual(`Wrote ${file}.`, `已写出 ${file}。`)))
  }
  return undefined
}
