import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ConformanceReport, reportMarkdown } from './report.js'

const stemOf = ({ adapter, profile }: ConformanceReport): string =>
  `${adapter.name.replace(/^@/, '').replaceAll('/', '-')}.${profile}`

const withoutDate = (text: string): string => text.replace(/"date": "[^"]*"/, '')

const textAt = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8')
  } catch {
    // There is no report yet.
    return ''
  }
}

/**
 * Writes a report into a folder, as JSON and as Markdown. A result that is the same as the one there keeps its date.
 */
export const writeReport = async (folder: string, report: ConformanceReport): Promise<void> => {
  const path = join(folder, `${stemOf(report)}.json`)
  const text = `${JSON.stringify(report, null, 2)}\n`
  if (withoutDate(await textAt(path)) === withoutDate(text)) return
  await mkdir(folder, { recursive: true })
  await writeFile(path, text)
  await writeFile(join(folder, `${stemOf(report)}.md`), reportMarkdown(report))
}
