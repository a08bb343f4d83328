import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { failure } from 'io-ts/lib/PathReporter.js'

/**
 * A config file of the quickstart: which app, and the provider's own config.
 */
export const QuickstartConfig = t.type({ app: t.string, provider: t.UnknownRecord }, 'a quickstart config')

/**
 * A config file of the quickstart.
 */
export type QuickstartConfig = t.TypeOf<typeof QuickstartConfig>

/**
 * Reads the text of a config file; what is wrong is told with its path.
 */
export const readConfig = (text: string): E.Either<string, QuickstartConfig> =>
  pipe(
    E.tryCatch(
      (): unknown => JSON.parse(text),
      () => 'the config is not JSON',
    ),
    E.chain((value) =>
      pipe(
        QuickstartConfig.decode(value),
        E.mapLeft((errors) => failure(errors).join('\n')),
      ),
    ),
  )
