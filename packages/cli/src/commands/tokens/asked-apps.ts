import { type Selection, poolShare, selectedApps } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type AppTarget, targetOf } from '../../config/app-target.js'
import { type ConfigFile, appLines } from '../../config/config-file.js'
import { selectedVendors } from '../../config/selection.js'

/**
 * The apps whose tokens are asked for: each by its name, which the config need not know, or those of the config that were picked.
 */
export type AskedApps =
  | { readonly by: 'name'; readonly targets: ReadonlyArray<AppTarget> }
  | { readonly by: 'selection'; readonly select: Selection | undefined }

/**
 * The vendors of the apps that were asked for.
 */
export const askedVendors = (config: ConfigFile, asked: AskedApps): ReadonlyArray<string> =>
  asked.by === 'name' ? asked.targets.map(({ vendor }) => vendor) : selectedVendors(config, asked.select)

/**
 * Says whether the platform of a vendor was asked for, whatever its apps are.
 */
export const asksPlatform = (asked: AskedApps, vendor: string): boolean =>
  asked.by === 'name' || poolShare(asked.select, vendor) !== 'none'

/**
 * Gives the apps that were asked for, of all vendors or of one. A row that cannot be read may be one of them.
 */
export async function* askedApps(
  config: ConfigFile,
  asked: AskedApps,
  unread: () => void,
  vendor?: string,
): AsyncGenerator<AppTarget> {
  const isOfVendor = (target: AppTarget): boolean => vendor === undefined || target.vendor === vendor
  if (asked.by === 'name') {
    yield* asked.targets.filter(isOfVendor)
    return
  }
  const { select } = asked
  const openLines = appLines(config)
  for await (const row of selectedApps(config.desired, select === undefined ? { openLines } : { openLines, select })) {
    if (E.isLeft(row)) unread()
    else {
      const target = targetOf(row.right)
      if (isOfVendor(target)) yield target
    }
  }
}
