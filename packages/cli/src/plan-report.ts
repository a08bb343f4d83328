import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type PlanLine, decodePlan, fileLines, planHtml, planMarkdown } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { Task } from './command.js'
import { bilingual } from './language.js'
import { isReplaceable } from './saved-plan.js'

async function* linesOf(path: string): AsyncGenerator<PlanLine> {
  for await (const line of decodePlan(fileLines(path))) if (E.isRight(line)) yield line.right
}

/** A report that cannot be written whole is taken away, unless it stands in for a device or a link. */
const written = async (text: AsyncIterable<string>, path: string): Promise<void> => {
  try {
    await pipeline(text, createWriteStream(path))
  } catch (error) {
    if (await isReplaceable(path)) await rm(path, { force: true })
    throw error
  }
}

/**
 * Says whether reports of a plan were asked for.
 */
export const wantsReports = ({ given }: Task): boolean => given.has('markdown') || given.has('html')

/**
 * Writes the reports that were asked for, from a saved plan, piece by piece.
 */
export const writeReports = async ({ given, surroundings, voice }: Task, plan: string): Promise<void> => {
  const { language } = voice
  const reports = [
    { what: 'markdown', make: () => planMarkdown(linesOf(plan), { language }) },
    { what: 'html', make: () => planHtml(linesOf(plan)) },
  ]
  for (const { what, make } of reports) {
    const file = given.text(what)
    if (file === undefined) continue
    await written(make(), resolve(surroundings.folder, file))
    voice.tell({ event: 'written', what, file })
    voice.line(voice.in(bilingual(`Wrote ${file}.`, `已写出 ${file}。`)))
  }
}
