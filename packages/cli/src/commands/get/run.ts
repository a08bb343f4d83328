import type { DomainError, EffectiveDomains, Kind, ListedDomains } from '@mini-domains/core'
import { type ListAddress, type ListName, listNames, openList } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { appTargets } from '../../config/app-target.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { reportError, reportFailure } from '../../output/problem.js'
import { type ShownList, plainLists, showList, shownList } from '../../output/listing.js'
import { type OpenVendor, withConfig, withVendors } from '../../config/session.js'

const readList = async (
  open: OpenVendor,
  address: ListAddress,
  isEffective: boolean,
): Promise<E.Either<DomainError, ShownList>> => {
  const list = openList(open, address)
  if (!isEffective) return E.map((listed: ListedDomains<Kind>) => shownList(listed))(await list.get())
  return E.map(({ effective }: EffectiveDomains<Kind>) => ({ lists: plainLists(effective) }))(await list.effective())
}

/**
 * Reads and shows the lists of an app, or of the pool, that were asked for, and says whether all could be read.
 */
export const showLevel = async (
  { args, reporter }: Context,
  open: OpenVendor,
  whose: { readonly app?: string },
): Promise<boolean> => {
  const only = args.text('list')
  const isEffective = args.has('effective')
  let good = true
  const { app, platform } = open.provider.capabilities
  const level = whose.app === undefined ? platform : app
  // Most vendors look up no hosts beforehand, and those that do tell no effective ones, which is no fault of theirs.
  const isRead = (name: ListName): boolean =>
    only === undefined ? name !== 'prefetch' || (level.prefetch.kinds.length > 0 && !isEffective) : only === name
  const isShown = (name: ListName, { lists }: ShownList): boolean =>
    only !== undefined || name !== 'prefetch' || Object.values(lists).some((domains) => domains.length > 0)
  for (const list of listNames.filter(isRead)) {
    const address = { vendor: open.name, ...whose, list }
    const found = await readList(open, address, isEffective)
    if (E.isRight(found)) {
      if (isShown(list, found.right)) showList(reporter, address, isEffective ? 'effective' : 'configured', found.right)
    } else {
      reportError(reporter, found.left)
      good = false
    }
  }
  return good
}

/**
 * Reads the lists of apps.
 */
export const get = (context: Context): Promise<ExitStatus> =>
  withConfig(context, async (config) => {
    const { args, reporter, stop } = context
    const found = await appTargets(args, config, args.words)
    if (E.isLeft(found)) return reportFailure(reporter, found.left)
    const targets = found.right
    const names = targets.map(({ vendor }) => vendor)
    return withVendors(context, config, names, async ({ byName }) => {
      let good = 0
      for (const { vendor, app } of targets) {
        if (stop.aborted) return 'cancelled'
        const open = byName[vendor]
        if (open !== undefined && (await showLevel(context, open, { app }))) good += 1
      }
      if (good === targets.length) return 'done'
      return good === 0 ? 'error' : 'partial'
    })
  })
