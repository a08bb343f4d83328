import { bilingual } from './language.js'
import { problem, tellProblem } from './problem.js'
import type { Voice } from './voice.js'

const codeOf = (error: unknown): string =>
  error instanceof Error ? ('code' in error && typeof error.code === 'string' ? error.code : error.name) : typeof error

/**
 * Tells what was thrown where nothing should throw. Only its code: its text may hold anything.
 */
export const tellThrown = (voice: Voice, error: unknown): void => {
  const code = codeOf(error)
  tellProblem(
    voice,
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
