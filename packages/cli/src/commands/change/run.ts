import * as E from 'fp-ts/lib/Either.js'
import { appTarget } from '../../config/app-target.js'
import { runChange } from './change-run.js'
import type { Task } from '../../args/command.js'
import { readConfigFile } from '../../config/config-file.js'
import type { Ending } from '../../output/exit-code.js'
import { tellFailure } from '../../output/failure.js'
import { type ListChange } from './list-change.js'
import { openSession, withSession } from '../../config/session.js'

const changeApp =
  (change: ListChange['change'], asks: boolean) =>
  async (task: Task): Promise<Ending> => {
    const { given, voice } = task
    const config = await readConfigFile(task)
    if (E.isLeft(config)) return tellFailure(voice, config.left)
    const target = await appTarget(given, config.right, given.words[0] ?? '')
    if (E.isLeft(target)) return tellFailure(voice, target.left)
    const { vendor, app } = target.right
    const session = await openSession(task, config.right, [vendor])
    if (E.isLeft(session)) return tellFailure(voice, session.left)
    return withSession(session.right, async ({ vendors }) => {
      const [open] = vendors
      if (open === undefined) return 'error'
      const { provider } = open
      const level = provider.app(app)
      return runChange(task, { whose: { vendor, app }, level, capabilities: provider.capabilities.app, change, asks })
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
