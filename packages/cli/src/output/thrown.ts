import { bilingual } from './language.js'
import { problem, tellProblem } from './problem.js'
import type { Reporter } from './reporter.js'

/**
 * The code that Node gives an error of the system, such as `EEXIST`; `undefined` where it is none.
 */
export const systemCode = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined

const codeOf = (error: unknown): string => systemCode(error) ?? (error instanceof Error ? error.name : typeof error)

/**
 * Tells what was thrown where nothing should throw. Only its code: its text may hold anything.
 */
export const tellThrown = (reporter: Reporter, error: unknown): void => {
  const code = codeOf(error)
  tellProblem(
    reporter,
    problem(
      'unexpected',
      bilingual(`something unexpected went wrong (${code})`, `发生意外错误（${code}）`),
      bilingual(
        'Run mini-domains doctor; if that finds nothing, report it to mini-domains with this code.',
        '请运行 mini-domains doctor；若未发现问题，请携带此代码反馈给 mini-domains。',
      ),
    ),
  )
}
