import { basename } from 'node:path'
import { type HostPlace, type Migration, type MigrationEvidence, hostPlaces } from '@mini-domains/fleet'
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
 * desired differs, where that is asked for.
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
  const written = (desired.content.migrations ?? []).findIndex(
    ({ from, to }) => from === migration.from && to === migration.to,
  )
  if (written >= 0)
    reporter.line(
      `  ${desired.at(`migrations.${written}`)}  ${reporter.say(bilingual('delete this migration then', '届时删除此项迁移'))}`,
    )
  const rest = count - shownPlaces
  if (rest > 0) reporter.line(reporter.say(bilingual(`  … and ${rest} more`, `  ……另有 ${rest} 处`)))
  return status === 'done' && count > 0 && context.args.has('detailed-exitcode') ? 'differences' : status
}

/**
 * Says whether the config says that a migration is under way.
 */
export const standsIn = ({ desired }: ConfigFile, { from, to }: Migration): boolean =>
  (desired.content.migrations ?? []).some((one) => one.from === from && one.to === to)

/**
 * Tells what to write into the config while a migration is under way: without it the next plan takes the new host away again.
 */
export const tellUnwritten = ({ reporter }: Context, { path }: ConfigFile, { from, to }: Migration): void => {
  const lines = ['migrations:', `  - { from: ${from}, to: ${to} }`]
  reporter.event({ event: 'fact', name: 'migration', value: { from, to, file: path, lines } })
  reporter.line(
    reporter.say(
      bilingual(
        `Write this into ${basename(path)} before you apply, or say --write, and keep it until \`remove\` is applied; else the next plan takes ${to} away again:`,
        `请在执行前将以下内容写入 ${basename(path)}（或加 --write 自动写入），并保留到 \`remove\` 执行完毕；否则下次 \`plan\` 会移除 ${to}：`,
      ),
    ),
  )
  reporter.lines(lines.map((line) => `  ${line}`))
}

/**
 * Tells the apps that a migration leaves behind.
 */
export const tellLeftBehind = ({ reporter }: Context, evidence: MigrationEvidence | undefined): void => {
  const { leftBehind = [] } = evidence ?? {}
  if (leftBehind.length === 0) return
  const names = leftBehind.map(({ vendor, app }) => `${vendor}/${app}`)
  reporter.event({ event: 'fact', name: 'left-behind', value: { apps: names } })
  const more = names.length > shownPlaces ? ['…'] : []
  const shown = [...names.slice(0, shownPlaces), ...more]
  reporter.line(
    reporter.say(
      bilingual(
        `Left behind with the old host, since nobody here can change them now: ${shown.join(', ')}`,
        `以下小程序暂时无法修改，保留旧域名：${shown.join('、')}`,
      ),
    ),
  )
}
