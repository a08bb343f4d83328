import { type Capabilities, createDomainProvider } from '@mini-domains/core'
import { issueText } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { loadAdapter } from './adapter-package.js'
import type { ConfigFile } from './config-file.js'
import { ratesOf } from './rate-limiter.js'
import { noTokens } from './token-source.js'
import type { Context } from '../context.js'
import { bilingual } from '../output/language.js'
import { type Problem, problem, reportProblem } from '../output/problem.js'

const at = (place: string, one: Problem): Problem => ({
  ...one,
  message: bilingual(`${place}: ${one.message.en}`, `${place}：${one.message.zh}`),
  at: place,
})

/**
 * What one vendor of a config can do, by its adapter and its config; or what is wrong with that part of the config. Looks at no credentials
 * and sends nothing.
 */
const vendorCapabilities = async (
  { io }: Pick<Context, 'io'>,
  config: ConfigFile,
  name: string,
): Promise<E.Either<ReadonlyArray<Problem>, Capabilities>> => {
  const { content, at: placeOf } = config.desired
  const entry = content.vendors[name]
  if (entry === undefined) return E.left([])
  const path = `vendors.${name}`
  const loaded = await loadAdapter(entry.adapter, config.folder, io)
  if (E.isLeft(loaded)) return E.left([at(placeOf(`${path}.adapter`), loaded.left)])
  const adapter = loaded.right
  // Credentials are not looked at here, so a name stands in the place of each that the config would take.
  const standIns = Object.fromEntries((adapter.sharedCredentials ?? []).map((key) => [key, key]))
  const { rates, config: own } = ratesOf(entry.config ?? {})
  const made = createDomainProvider([adapter], {
    ...standIns,
    ...own,
    vendor: adapter.vendor,
    tokens: noTokens(name),
  })
  if (E.isRight(made)) await made.right.close()
  if (E.isRight(made) && E.isRight(rates)) return E.right(made.right.capabilities)
  return E.left(
    [...(E.isLeft(rates) ? rates.left : []), ...(E.isLeft(made) ? made.left.issues : [])].map((issue) =>
      at(
        placeOf(`${path}.config.${issue.path}`),
        problem('config', issueText({ ...issue, path: `${path}.config.${issue.path}` })),
      ),
    ),
  )
}

/**
 * The same for all vendors of a config, with the number of things that are wrong. Those are told.
 */
export const knownCapabilities = async (
  { io, reporter }: Pick<Context, 'io' | 'reporter'>,
  config: ConfigFile,
): Promise<{ readonly known: ReadonlyMap<string, Capabilities>; readonly faults: number }> => {
  const known = new Map<string, Capabilities>()
  let faults = 0
  for (const name of Object.keys(config.desired.content.vendors)) {
    const found = await vendorCapabilities({ io }, config, name)
    if (E.isRight(found)) known.set(name, found.right)
    else {
      for (const one of found.left) reportProblem(reporter, one)
      faults += found.left.length
    }
  }
  return { known, faults }
}
