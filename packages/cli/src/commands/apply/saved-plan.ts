import { resolve } from 'node:path'
import { type PlanSummary, fileLines, verifyPlan } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { Context } from '../../context.js'
import { isThere } from '../../io/whole-file.js'
import { bilingual } from '../../output/language.js'
import { type Problem, problem, reportProblem } from '../../output/problem.js'
import type { ExitStatus } from '../../output/exit-code.js'

/**
 * A saved plan that is as it was made: where it is, and its summary.
 */
export interface SavedPlan {
  readonly path: string
  readonly summary: PlanSummary
}

const noPlan = (name: string): Problem =>
  problem(
    'file',
    bilingual(`there is no plan ${name}`, `没有计划文件 ${name}`),
    bilingual('Make one: mini-domains plan --out FILE', '请先运行 mini-domains plan --out FILE'),
  )

/**
 * Reads the plan that was named and checks it. What is wrong with it is reported and ends the command.
 */
export const savedPlan = async ({ args, io, reporter }: Context): Promise<E.Either<ExitStatus, SavedPlan>> => {
  const name = args.words[0] ?? ''
  const path = resolve(io.folder, name)
  if (!(await isThere(path))) {
    reportProblem(reporter, noPlan(name))
    return E.left('error')
  }
  const verified = await verifyPlan(fileLines(path))
  if (E.isRight(verified)) return E.right({ path, summary: verified.right.summary })
  reportProblem(
    reporter,
    problem(
      'damaged-plan',
      verified.left.message,
      bilingual('Make it again: mini-domains plan --out FILE', '请重新生成：mini-domains plan --out FILE'),
    ),
  )
  return E.left('error')
}
