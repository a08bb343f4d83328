import { type Selection, selectedApps } from '@mini-domains/fleet'
import { type ConfigFile, appLines } from '../../config/config-file.js'
import type { Context } from '../../context.js'
import { bilingual } from '../../output/language.js'
import { type Progress, isWatched, progressOf } from '../../output/progress.js'

/**
 * Counts the apps that were picked, for progress that somebody looks at; `undefined` where nobody does.
 */
export const appCount = async (
  { io, reporter, stop }: Context,
  config: ConfigFile,
  select: Selection | undefined,
): Promise<number | undefined> => {
  if (!isWatched(io, reporter)) return undefined
  const picked = { openLines: appLines(config), signal: stop, ...(select === undefined ? {} : { select }) }
  const rows = selectedApps(config.desired, picked)
  let count = 0
  while ((await rows.next()).done !== true) count += 1
  return count
}

/**
 * Tells how many apps were looked at, of so many.
 */
export const appProgress = (
  { io, reporter }: Context,
  total: number | undefined,
): Pick<Progress, 'end'> & { readonly onApp: () => void } => {
  const progress = progressOf(io, reporter, reporter.say(bilingual('apps looked at', '已查看小程序')), total)
  let done = 0
  return {
    onApp: () => {
      done += 1
      progress.at(done)
    },
    end: progress.end,
  }
}
