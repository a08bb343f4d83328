import type { PoolVersion } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { onlyVendor } from '../../config/app-target.js'
import { runChange } from '../change/change-run.js'
import type { Context } from '../../context.js'
import type { Args } from '../../args/args.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { reportFailure } from '../../output/problem.js'
import { withConfig, withVendors } from '../../config/session.js'
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
export const pool = (context: Context): Promise<ExitStatus> =>
  withConfig(context, async (config) => {
    const { args, reporter } = context
    const vendor = onlyVendor(args, config)
    if (E.isLeft(vendor)) return reportFailure(reporter, vendor.left)
    return withVendors(context, config, [vendor.right], async ({ vendors }) => {
      const [open] = vendors
      if (open === undefined) return 'error'
      const change = changeOf(args.words[0])
      if (change === undefined) return (await showLevel(context, open, {})) ? 'done' : 'error'
      const { platform, capabilities } = open.provider
      return runChange(context, {
        whose: { vendor: open.name },
        level: platform,
        capabilities: capabilities.platform,
        change,
        asks: true,
        ...versionOf(args),
      })
    })
  })
