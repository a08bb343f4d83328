import type { Selection } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { Args } from '../args/args.js'
import { type Failure, failed, problem } from '../output/problem.js'
import { bilingual } from '../output/language.js'

/**
 * Reads which apps were picked; nothing where all were.
 */
export const selectionOf = (args: Args): E.Either<Failure, Selection | undefined> => {
  const vendor = args.text('vendor')
  const id = args.text('app')
  const labels: Record<string, string> = {}
  for (const label of args.texts('label')) {
    const at = label.indexOf('=')
    if (at < 1) {
      const message = bilingual(`--label takes KEY=VALUE, not "${label}"`, `--label 应为 KEY=VALUE，而非“${label}”`)
      return E.left(failed(problem('usage', message)))
    }
    labels[label.slice(0, at)] = label.slice(at + 1)
  }
  const hasLabels = Object.keys(labels).length > 0
  if (vendor === undefined && id === undefined && !hasLabels) return E.right(undefined)
  return E.right({
    ...(vendor === undefined ? {} : { vendor }),
    ...(id === undefined ? {} : { id }),
    ...(hasLabels ? { labels } : {}),
  })
}
