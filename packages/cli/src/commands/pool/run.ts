import type { PoolVersion } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { poolVendor } from '../../config/app-target.js'
import { runChange } from '../change/change-run.js'
import type { Context } from '../../context.js'
import type { Args } from '../../args/args.js'
import { readConfigFile } from '../../config/config-file.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { tellFailure } from '../../output/failure.js'
import { openSession, withSession } from '../../config/session.js'
import { showLevel } from '../get/run.js'

const changeOf = (word: string | undefined): 'add' | 'delete' | 'set' | undefined =>
  word === 'add' || word === 'delete' || word === 'set' ? word : undefined

const versionOf = (args: Args): { readonly version?: PoolVersion } => {
  const version = args.text('for')
  return version === 'both' || version === 'testing' ? { version } : {}
}

/**
 * Reads the pool, or changes it after a yes: every app draws from it.
 */
export const pool = async (context: Context): Promise<ExitStatus> => {
  const { args, reporter } = context
  const config = await readConfigFile(context)
  if (E.isLeft(config)) return tellFailure(reporter, config.left)
  const vendor = poolVendor(args, config.right)
  if (E.isLeft(vendor)) return tellFailure(reporter, vendor.left)
  const session = await openSession(context, config.right, [vendor.right])
  if (E.isLeft(session)) return tellFailure(reporter, session.left)
  return withSession(session.right, async ({ vendors }) => {
    const [open] = vendors
    if (open === undefined) return 'error'
    const { platform, capabilities } = open.provider
    const whose = { vendor: open.name }
    const change = changeOf(args.words[0])
    if (change === undefined) return (await showLevel(context, open, {})) ? 'done' : 'error'
    return runChange(context, {
      whose,
      level: platform,
      capabilities: capabilities.platform,
      change,
      asks: true,
      ...versionOf(args),
    })
  })
}
