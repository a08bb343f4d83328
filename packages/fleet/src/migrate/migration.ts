import { type DesiredState } from '../desired/desired-state.js'
import { type OpenLines, contentDigest } from '../desired/file-lines.js'
import { type Migration, type MigrationStep, movedApp, movedContent, moves } from '../desired/moved-host.js'
import { type Selection } from '../desired/selection.js'
import { digestOf } from '../lists/list-address.js'

export { type Migration, type MigrationStep, moves, movesNothing } from '../desired/moved-host.js'

/**
 * Names a migration: the same two hosts, the same desired state with the same files of apps, the same apps of it.
 */
export const migrationDigest = async (
  { from, to }: Migration,
  desired: DesiredState,
  openLines: OpenLines | undefined,
  select?: Selection,
): Promise<string> =>
  digestOf(
    JSON.stringify([from, to, await contentDigest(desired, openLines), ...(select === undefined ? [] : [select])]),
  )

/**
 * Gives the desired state of one step of a migration, made of the state that still names the old host. The rows of its files of
 * apps are moved as they are read; the files themselves stay as they are, see `hostPlaces`.
 */
export const migrated = (desired: DesiredState, migration: Migration, step: MigrationStep): DesiredState => {
  const { rewrite, content, digest } = desired
  return {
    ...desired,
    digest: digestOf(`${digest} ${step} ${migration.from} ${migration.to}`),
    content: movedContent(content, migration, step),
    rewrite: (app) => movedApp(rewrite === undefined ? app : rewrite(app), migration, step),
    ...(step === 'remove' ? { leaves: (domain: string) => moves(domain, migration) } : {}),
  }
}
