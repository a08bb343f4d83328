import {
  type Migration,
  type MigrationEvidence,
  type Selection,
  beginMigration,
  endMigration,
  hostPlaces,
} from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type ConfigFile, appLines } from '../../config/config-file.js'
import { configText, rewriteConfig } from '../../config/config-text.js'
import type { Context } from '../../context.js'
import { bilingual } from '../../output/language.js'
import { type Problem, problem, reportProblem } from '../../output/problem.js'

const uneditable = ({ desired }: ConfigFile): Problem =>
  problem(
    'config',
    bilingual(
      `${desired.file} is written in a way that cannot be changed without changing what else it means: it is left as it is`,
      `${desired.file} 的写法无法自动修改而不影响其他含义，未改动该文件`,
    ),
    bilingual('Edit it by hand.', '请手动修改。'),
  )

const picked = problem(
  'usage',
  bilingual(
    'the config is that of all apps, and only some were picked: it is left as it is',
    '配置适用于全部小程序，而此次只选取了一部分，未改动该文件',
  ),
  bilingual('Edit it by hand once all apps are moved.', '请在全部小程序迁移完成后手动修改。'),
)

const leftBehind = problem(
  'config',
  bilingual(
    'some apps are left behind with the old host, and the config is theirs too: it is left as it is',
    '部分小程序仍保留旧域名，而配置同样适用于它们，未改动该文件',
  ),
  bilingual(
    'Keep the migration there; once they can be changed, add, verify and remove again.',
    '请保留其中的 migrations；待其可以修改后，再依次执行 add、verify、remove。',
  ),
)

/**
 * Why the config must go on naming the old host: only some apps were picked, or some are left behind.
 */
export const notForAll = ({ select, evidence }: MovedApps): Problem | undefined => {
  if (select !== undefined) return picked
  return (evidence?.leftBehind ?? []).length > 0 ? leftBehind : undefined
}

const rowsLeft = ({ at, domain }: { readonly at: string; readonly domain: string }): Problem =>
  problem(
    'config',
    bilingual(
      `a file of apps names the old host too (${at}: ${domain}): the config is left as it is`,
      `名单文件中也有旧域名（${at}：${domain}），未改动配置`,
    ),
    bilingual(
      'Write the new host there, and verify again; then remove with --write.',
      '请在名单文件中改为新域名并重新核对，再执行 remove --write。',
    ),
  )

const rewrite = async (
  { reporter }: Context,
  config: ConfigFile,
  edit: (text: string) => string | undefined,
): Promise<boolean> => {
  const text = await configText(config)
  const edited = E.isLeft(text) ? undefined : edit(text.right)
  const wrong = E.isLeft(text) ? text.left : edited === undefined ? uneditable(config) : undefined
  const unwritten = wrong ?? (edited === undefined ? undefined : await rewriteConfig(config, edited))
  if (unwritten !== undefined) {
    reportProblem(reporter, unwritten)
    return false
  }
  const { file } = config.desired
  reporter.event({ event: 'written', what: 'config', file })
  reporter.line(reporter.say(bilingual(`Wrote ${file}.`, `已写入 ${file}。`)))
  return true
}

/**
 * Writes a migration into the config, where it does not stand yet. Says whether it stands there now.
 */
export const writeMigration = (context: Context, config: ConfigFile, migration: Migration): Promise<boolean> =>
  rewrite(context, config, (text) => beginMigration(text, migration))

/** The first row of a file of apps that names a host: its file is edited by nobody but who wrote it. */
const firstRow = async (config: ConfigFile, { from }: Migration) => {
  for await (const place of hostPlaces(from, config.desired, appLines(config)))
    if (place.path.startsWith('extra.')) return place
  return undefined
}

/**
 * Which apps a migration moved: those that were picked, all without a selection, but for those that its evidence tells are left behind.
 */
export interface MovedApps {
  readonly select: Selection | undefined
  readonly evidence: MigrationEvidence | undefined
}

/**
 * What became of the end of a migration: the config has it, it is left to be written by hand, or the config must go on naming the old host.
 */
export type WrittenEnd = 'written' | 'by-hand' | 'not-yet'

/**
 * Writes the new host into the config in the place of the old one, and takes the migration out of it. That is not done where only some apps
 * were picked or some are left behind, nor where a file of apps still names the old host.
 */
export const writeEnd = async (
  context: Context,
  config: ConfigFile,
  migration: Migration,
  moved: MovedApps,
): Promise<WrittenEnd> => {
  const some = notForAll(moved)
  const row = some === undefined ? await firstRow(config, migration) : undefined
  const wrong = row === undefined ? some : rowsLeft(row)
  if (wrong === undefined)
    return (await rewrite(context, config, (text) => endMigration(text, migration))) ? 'written' : 'by-hand'
  reportProblem(context.reporter, wrong)
  return some === undefined ? 'by-hand' : 'not-yet'
}
