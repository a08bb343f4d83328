import type { Bilingual } from '@mini-domains/core'
import { hostOf, nearestWord, readDomain, shownName } from '@mini-domains/core/adapter'
import { type Migration, type MigrationRefusal, domainPlaces, moves, movesNothing } from '@mini-domains/fleet'
import { type ConfigFile, appLines } from '../../config/config-file.js'
import { bilingual } from '../../output/language.js'
import { type Problem, problem } from '../../output/problem.js'

const hostsAtMost = 1_000

const same = problem(
  'migration',
  bilingual('the old host and the new one are the same', '旧域名与新域名相同'),
  bilingual('Name the host to be replaced, then the one that replaces it.', '请依次填写被替换的域名与替换后的域名。'),
)

const unwanted = (from: string, hosts: ReadonlyArray<string>): Problem => {
  const meant = nearestWord(from, hosts)
  return problem(
    'migration',
    bilingual(`nothing asks for ${shownName(from)}`, `期望状态中没有 ${shownName(from)}`),
    meant === undefined
      ? bilingual(
          'Name a host that a profile, a pool, a rule or an app of the config names.',
          '请填写配置的方案、域名池、规则或小程序中写有的域名。',
        )
      : bilingual(`Did you mean ${meant}?`, `您是否想用 ${meant}？`),
  )
}

/**
 * What is wrong with a migration of a config: the same host twice, or an old one that nothing names; `undefined` where it is well.
 */
export const migrationProblem = async (config: ConfigFile, migration: Migration): Promise<Problem | undefined> => {
  if (movesNothing(migration)) return same
  const hosts = new Set<string>()
  for await (const { domain } of domainPlaces(config.desired, appLines(config))) {
    if (moves(domain, migration)) return undefined
    if (hosts.size < hostsAtMost) hosts.add(hostOf(readDomain('any', domain)))
  }
  return unwanted(migration.from, [...hosts])
}

/** With which options the step goes on. */
const optionsFor = ({ reason, unconfirmed = [] }: MigrationRefusal): Bilingual | undefined => {
  const options = unconfirmed.map((vendor) => `--confirm ${vendor}`).join(' ')
  switch (reason) {
    case 'not-confirmed':
      return bilingual(
        `Once they are released, add to the step verify: ${options}`,
        `确认发布后，为 verify 步骤加上：${options}`,
      )
    case 'unread':
      return bilingual('To leave an app out: --exclude ID', '排除小程序：--exclude ID')
    case 'not-verified':
    case 'other-migration':
    case 'not-live':
      return undefined
  }
}

/**
 * Why a step of a migration may not be taken yet, with the options by which it goes on.
 */
export const refusalProblem = (refusal: MigrationRefusal): Problem =>
  problem(refusal.reason, refusal.message, optionsFor(refusal))
