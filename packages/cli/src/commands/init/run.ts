import { resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { Task } from '../../args/command.js'
import { readConfigFile } from '../../config/config-file.js'
import type { Ending } from '../../output/exit-code.js'
import { failed, tellFailure } from '../../output/failure.js'
import { isThere } from '../../io/file-there.js'
import { bilingual } from '../../output/language.js'
import { problem, tellError, tellProblem } from '../../output/problem.js'
import { openSession, withSession } from '../../config/session.js'
import { type Starter, starterConfig, variablesOf } from './starter-config.js'
import { askStarter } from './starter-question.js'
import { writtenWhole } from '../../io/whole-file.js'

const missingVariables = ({ surroundings }: Task, vendor: Starter['vendor']): ReadonlyArray<string> =>
  [...Object.values(variablesOf(vendor)), 'MINI_DOMAINS_KEY'].filter(
    (name) => (surroundings.environment[name] ?? '') === '',
  )

/** Opens what was written, and makes one call, where the environment has what it takes. */
const checkCredentials = async (task: Task, vendor: Starter['vendor']): Promise<Ending> => {
  const { voice } = task
  const missing = missingVariables(task, vendor)
  if (missing.length > 0) {
    const list = missing.join(', ')
    voice.tell({ event: 'fact', name: 'credentials', value: { missing } })
    voice.line(
      voice.in(
        bilingual(
          `Set these, then run mini-domains doctor: ${list}`,
          `请设置以下环境变量，再运行 mini-domains doctor：${list}`,
        ),
      ),
    )
    if (missing.includes('MINI_DOMAINS_KEY')) voice.line('  export MINI_DOMAINS_KEY="$(openssl rand -base64 32)"')
    return 'done'
  }
  const config = await readConfigFile(task)
  if (E.isLeft(config)) return tellFailure(voice, config.left)
  const session = await openSession(task, config.right)
  if (E.isLeft(session)) return tellFailure(voice, session.left)
  return withSession(session.right, async ({ vendors }) => {
    const pool = await vendors[0]?.provider.platform.webview.get()
    if (pool === undefined || E.isRight(pool)) {
      voice.line(voice.in(bilingual('The credentials work.', '凭据有效。')))
      return 'done'
    }
    tellError(voice, pool.left)
    return 'partial'
  })
}

/**
 * Asks a few questions, writes a commented config, and checks the credentials.
 */
export const init = async (task: Task): Promise<Ending> => {
  const { given, surroundings, voice } = task
  const file = given.text('config') ?? 'mini-domains.yaml'
  const path = resolve(surroundings.folder, file)
  if (!given.has('force') && (await isThere(path))) {
    const message = bilingual(`${file} is there already`, `${file} 已存在`)
    tellProblem(voice, problem('file', message, bilingual('Add --force to write over it.', '加 --force 可覆盖。')))
    return 'unsafe'
  }
  const starter = await askStarter(task)()
  if (E.isLeft(starter)) return starter.left === 'gone' ? 'cancelled' : tellFailure(voice, failed(starter.left))
  const how = { mode: 0o666, isNew: !given.has('force') }
  const unwritten = await writtenWhole(path, file, [starterConfig(starter.right)], how)
  if (unwritten !== undefined) {
    tellProblem(voice, unwritten)
    return 'error'
  }
  voice.tell({ event: 'written', what: 'config', file })
  voice.line(voice.in(bilingual(`Wrote ${file}.`, `已写出 ${file}。`)))
  return checkCredentials(task, starter.right.vendor)
}
