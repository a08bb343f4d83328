import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { type Credentials, csvRows, jsonLineRows } from '@mini-domains/credentials'
import * as E from 'fp-ts/lib/Either.js'
import { poolVendor } from './app-target.js'
import type { Task } from './command.js'
import { type ConfigFile } from './config-file.js'
import type { Ending } from './exit-code.js'
import { tellFailure } from './failure.js'
import { isThere } from './file-there.js'
import { bilingual } from './language.js'
import { problem, tellError, tellProblem } from './problem.js'
import { openSession, withSession } from './session.js'

const importInto = async (task: Task, credentials: Credentials, path: string): Promise<Ending> => {
  const { voice } = task
  const text = createReadStream(path)
  const report = await credentials.importRefreshTokens(/\.csv$/i.test(path) ? csvRows(text) : jsonLineRows(text), {
    onProgress: ({ read }) => voice.tell({ event: 'progress', done: read }),
    onBadRow: (line, wrong) =>
      tellProblem(voice, {
        ...problem('row', bilingual(`line ${line}: ${wrong}`, `第 ${line} 行：${wrong}`)),
        at: `${line}:1`,
      }),
  })()
  if (E.isLeft(report)) {
    tellError(voice, report.left)
    return 'error'
  }
  const { stored, unchanged, bad, line, stopped } = report.right
  voice.tell({ event: 'fact', name: 'import', value: { stored, unchanged, bad, line } })
  voice.line(
    voice.in(
      bilingual(
        `${stored} stored, ${unchanged} known already, ${bad} bad`,
        `已保存 ${stored}，已有 ${unchanged}，有误 ${bad}`,
      ),
    ),
  )
  if (stopped !== undefined) tellError(voice, stopped)
  return stopped !== undefined || bad > 0 ? 'partial' : 'done'
}

/**
 * Takes the refresh tokens of a file into the store.
 */
export const importTokens = async (task: Task, config: ConfigFile): Promise<Ending> => {
  const { given, surroundings, voice } = task
  const file = given.words[1]
  const path = resolve(surroundings.folder, file ?? '')
  if (file === undefined || !(await isThere(path))) {
    const message = bilingual(
      'import needs a CSV or JSON Lines file that is there',
      'import 需要一个存在的 CSV 或 JSON Lines 文件',
    )
    tellProblem(
      voice,
      problem('usage', message, bilingual('Columns: appId, refreshToken.', '列：appId、refreshToken。')),
    )
    return 'error'
  }
  const vendor = poolVendor(given, config)
  if (E.isLeft(vendor)) return tellFailure(voice, vendor.left)
  const session = await openSession(task, config, [vendor.right])
  if (E.isLeft(session)) return tellFailure(voice, session.left)
  return withSession(session.right, async ({ vendors }) => {
    const credentials = vendors[0]?.credentials
    if (credentials !== undefined) return importInto(task, credentials, path)
    const message = bilingual(
      `${vendor.right} takes its tokens from a table: there is nothing to import into`,
      `${vendor.right} 的令牌来自固定表，无法导入`,
    )
    tellProblem(voice, problem('credentials', message))
    return 'error'
  })
}
