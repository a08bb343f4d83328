import {
  type DomainError,
  type DomainList,
  type DomainSet,
  type Domains,
  type EffectiveDomains,
  type Kind,
} from '@mini-domains/core'
import { listNames } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type AppTarget, appTargets } from '../app-target.js'
import type { Task } from '../command.js'
import { readConfigFile } from '../config-file.js'
import type { Ending } from '../exit-code.js'
import { tellFailure } from '../failure.js'
import { plainLists, showList } from '../listing.js'
import { tellError } from '../problem.js'
import { openSession, withSession } from '../session.js'

type Lists = Readonly<Record<string, ReadonlyArray<string>>>

const readList = async <K extends Kind>(
  of: DomainList<K>,
  isEffective: boolean,
): Promise<E.Either<DomainError, Lists>> => {
  if (!isEffective) return E.map((set: DomainSet<K>) => plainLists(set))(await of.get())
  return E.map(({ effective }: EffectiveDomains<K>) => plainLists(effective))(await of.effective())
}

/**
 * Reads and shows the lists of one level that were asked for, and says whether all could be read.
 */
export const showLevel = async (
  task: Task,
  whose: { readonly vendor: string; readonly app?: string },
  level: Domains,
): Promise<boolean> => {
  const { given, voice } = task
  const only = given.text('list')
  const isEffective = given.has('effective')
  let good = true
  for (const list of listNames.filter((name) => only === undefined || only === name)) {
    const read = list === 'server' ? readList(level.server, isEffective) : readList(level.webview, isEffective)
    const found = await read
    if (E.isRight(found)) showList(voice, { ...whose, list }, isEffective ? 'effective' : 'configured', found.right)
    else {
      tellError(voice, found.left)
      good = false
    }
  }
  return good
}

/**
 * Reads the lists of apps.
 */
export const get = async (task: Task): Promise<Ending> => {
  const { given, voice, stop } = task
  const config = await readConfigFile(task)
  if (E.isLeft(config)) return tellFailure(voice, config.left)
  const targets = await appTargets(given, config.right, given.words)
  if (E.isLeft(targets)) return tellFailure(voice, targets.left)
  const session = await openSession(
    task,
    config.right,
    targets.right.map(({ vendor }) => vendor),
  )
  if (E.isLeft(session)) return tellFailure(voice, session.left)
  return withSession(session.right, async ({ byName }) => {
    const read = async ({ vendor, app }: AppTarget): Promise<boolean> => {
      const open = byName[vendor]
      return open !== undefined && showLevel(task, { vendor, app }, open.provider.app(app))
    }
    let good = 0
    for (const target of targets.right) {
      if (stop.aborted) return 'cancelled'
      if (await read(target)) good += 1
    }
    if (good === targets.right.length) return 'done'
    return good === 0 ? 'error' : 'partial'
  })
}
