import { type HostPlace, type Migration, hostPlaces } from '@mini-domains/fleet'
import { type ConfigFile, appLines } from '../../config/config-file.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'

const shownPlaces = 50

const showPlace = ({ reporter }: Context, { at, path, domain }: HostPlace, count: number): void => {
  reporter.event({ event: 'fact', name: 'old-host', value: { at, path, domain } })
  if (count <= shownPlaces) reporter.line(`  ${at}  ${path}  ${domain}`)
}

const heading = ({ from, to }: Migration) =>
  bilingual(
    `Still written in the config and its files. Write ${to} there once this plan is applied; until then \`plan\` brings ${from} back:`,
    `配置及名单文件中仍写有旧域名。执行本计划后请改为 ${to}，否则下次 \`plan\` 会恢复 ${from}：`,
  )

/**
 * Tells where a config and its files of apps still name the host that a migration takes away, the first places at length: they
 * are rewritten by nobody but who wrote them. Says how the command ends with it: as long as there are such places, what is
 * desired differs.
 */
export const tellOldHost = async (
  context: Context,
  { desired, folder }: ConfigFile,
  migration: Migration,
  status: ExitStatus,
): Promise<ExitStatus> => {
  const { reporter } = context
  let count = 0
  for await (const place of hostPlaces(migration.from, desired, appLines({ folder }))) {
    count += 1
    if (count === 1) reporter.line(reporter.say(heading(migration)))
    showPlace(context, place, count)
  }
  const rest = count - shownPlaces
  if (rest > 0) reporter.line(reporter.say(bilingual(`  … and ${rest} more`, `  ……另有 ${rest} 处`)))
  return status === 'done' && count > 0 ? 'differences' : status
}
