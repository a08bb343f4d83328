import { resolve } from 'node:path'
import { desiredStateSchema } from '@mini-domains/fleet'
import type { Context } from '../../context.js'
import { writeWhole } from '../../io/whole-file.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { reportProblem } from '../../output/problem.js'

/**
 * Writes the JSON Schema of a config: to a file, to standard output, or as a fact of `--json`.
 */
export const schema = async ({ args, io, reporter }: Context): Promise<ExitStatus> => {
  const written = desiredStateSchema()
  const text = JSON.stringify(written, null, 2)
  const file = args.text('out')
  if (file === undefined) {
    reporter.event({ event: 'fact', name: 'schema', value: written })
    reporter.lines(text.split('\n'))
    return 'done'
  }
  const unwritten = await writeWhole(resolve(io.folder, file), file, [`${text}\n`], { mode: 0o666 })
  if (unwritten !== undefined) {
    reportProblem(reporter, unwritten)
    return 'error'
  }
  reporter.event({ event: 'written', what: 'schema', file })
  reporter.line(reporter.say(bilingual(`Wrote ${file}.`, `已写出 ${file}。`)))
  return 'done'
}
