import * as E from 'fp-ts/lib/Either.js'
import { appTarget } from '../../config/app-target.js'
import { runChange } from './change-run.js'
import type { Context } from '../../context.js'
import { readConfigFile } from '../../config/config-file.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { tellFailure } from '../../output/failure.js'
import type { ListChange } from './list-change.js'
import { openSession, withSession } from '../../config/session.js'

const changeApp =
  (change: ListChange['change'], asks: boolean) =>
  async (context: Context): Promise<ExitStatus> => {
    const { args, reporter } = context
    const config = await readConfigFile(context)
    if (E.isLeft(config)) return tellFailure(reporter, config.left)
    const target = await appTarget(args, config.right, args.words[0] ?? '')
    if (E.isLeft(target)) return tellFailure(reporter, target.left)
    const { vendor, app } = target.right
    const session = await openSession(context, config.right, [vendor])
    if (E.isLeft(session)) return tellFailure(reporter, session.left)
    return withSession(session.right, async ({ vendors }) => {
      const [open] = vendors
      if (open === undefined) return 'error'
      const { provider } = open
      const level = provider.app(app)
      return runChange(context, {
        whose: { vendor, app },
        level,
        capabilities: provider.capabilities.app,
        change,
        asks,
      })
    })
  }

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
