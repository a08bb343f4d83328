import type { PoolVersion } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import { poolVendor } from '../../config/app-target.js'
import { runChange } from '../change/change-run.js'
import type { Given, Task } from '../../args/command.js'
import { readConfigFile } from '../../config/config-file.js'
import type { Ending } from '../../output/exit-code.js'
import { tellFailure } from '../../output/failure.js'
import { openSession, withSession } from '../../config/session.js'
import { showLevel } from '../get/run.js'

const changeOf = (word: string | undefined): 'add' | 'delete' | 'set' | undefined =>
  word === 'add' || word === 'delete' || word === 'set' ? word : undefined

const versionOf = (given: Given): { readonly version?: PoolVersion } => {
  const version = given.text('for')
  return version === 'both' || version === 'testing' ? { version } : {}
}

/**
 * Reads the pool, or changes it after a yes: every app draws from it.
 */
export const pool = async (task: Task): Promise<Ending> => {
  const { given, voice } = task
  const config = await readConfigFile(task)
  if (E.isLeft(config)) return tellFailure(voice, config.left)
  const vendor = poolVendor(given, config.right)
  if (E.isLeft(vendor)) return tellFailure(voice, vendor.left)
  const session = await openSession(task, config.right, [vendor.right])
  if (E.isLeft(session)) return tellFailure(voice, session.left)
  return withSession(session.right, async ({ vendors }) => {
    const [open] = vendors
    if (open === undefined) return 'error'
    const { platform, capabilities } = open.provider
    const whose = { vendor: open.name }
    const change = changeOf(given.words[0])
    if (change === undefined) return (await showLevel(task, open, {})) ? 'done' : 'error'
    return runChange(task, {
      whose,
      level: platform,
      capabilities: capabilities.platform,
      change,
      asks: true,
      ...versionOf(given),
    })
  })
}
