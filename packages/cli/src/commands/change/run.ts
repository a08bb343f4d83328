import * as E from 'fp-ts/lib/Either.js'
import { appTarget } from '../../config/app-target.js'
import { runChange } from './change-run.js'
import type { Context } from '../../context.js'
import { reportFailure } from '../../output/problem.js'
import type { ListChange } from './list-change.js'
import { withConfig, withVendors } from '../../config/session.js'

const changeApp = (change: ListChange['change'], asks: boolean) => (context: Context) =>
  withConfig(context, async (config) => {
    const { args, reporter } = context
    const target = await appTarget(args, config, args.words[0] ?? '')
    if (E.isLeft(target)) return reportFailure(reporter, target.left)
    const { vendor, app } = target.right
    return withVendors(context, config, [vendor], async ({ vendors }) => {
      const [open] = vendors
      if (open === undefined) return 'error'
      const { provider } = open
      return runChange(context, {
        whose: { vendor, app },
        level: provider.app(app),
        capabilities: provider.capabilities.app,
        change,
        asks,
      })
    })
  })

/**
 * Lists domains at an app. Takes nothing away, so it does not ask.
 */
export const add = changeApp('add', false)

/**
 * Takes domains off the lists of an app, after a yes.
 */
export const remove = changeApp('delete', true)

/**
 * Lists exactly these domains at an app, after a yes.
 */
export const set = changeApp('set', true)
