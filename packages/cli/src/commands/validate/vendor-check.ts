import type { Capabilities } from '@mini-domains/core'
import { createDomainProvider } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { loadAdapter } from '../../config/adapter-package.js'
import type { ConfigFile } from '../../config/config-file.js'
import { noTokens } from '../../config/token-source.js'
import type { Context } from '../../context.js'
import { bilingual } from '../../output/language.js'
import { type Problem, problem } from '../../output/problem.js'

/**
 * What a vendor of a config can do, or what is wrong with its part of the config.
 */
export type VendorCheck = E.Either<ReadonlyArray<Problem>, Capabilities>

const at = (place: string, one: Problem): Problem => ({
  ...one,
  message: bilingual(`${place}: ${one.message.en}`, `${place}：${one.message.zh}`),
  at: place,
})

/**
 * Checks the part of one vendor: that its adapter can be loaded, and its config as the adapter reads it. Looks at no credentials and sends
 * nothing.
 */
export const checkVendor = async ({ io }: Context, config: ConfigFile, name: string): Promise<VendorCheck> => {
  const { content, at: placeOf } = config.desired
  const entry = content.vendors[name]
  if (entry === undefined) return E.left([])
  const path = `vendors.${name}`
  const pack = await loadAdapter(entry.adapter, config.folder, io)
  if (E.isLeft(pack)) return E.left([at(placeOf(`${path}.adapter`), pack.left)])
  const { adapter } = pack.right
  const made = createDomainProvider([adapter], {
    ...entry.config,
    vendor: adapter.vendor,
    tokens: noTokens(name),
  })
  if (E.isRight(made)) {
    await made.right.close()
    return E.right(made.right.capabilities)
  }
  return E.left(
    made.left.issues.map((issue) =>
      at(
        placeOf(`${path}.config.${issue.path}`),
        problem(
          'config',
          bilingual(
            `${path}.config.${issue.path}: expected ${issue.expected}, found ${issue.found}`,
            `${path}.config.${issue.path}：应为 ${issue.expected}，实际为 ${issue.found}`,
          ),
        ),
      ),
    ),
  )
}
