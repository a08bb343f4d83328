import { resolve } from 'node:path'
import { type Credentials, csvRows, jsonLineRows } from '@mini-domains/credentials'
import { type FileFault, type FilePieces, filePieces, isFileFault } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import { onlyVendor } from '../../config/app-target.js'
import type { Context } from '../../context.js'
import type { ConfigFile } from '../../config/config-file.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { type Problem, problem, reportError, reportFailure, reportProblem } from '../../output/problem.js'
import { bilingual } from '../../output/language.js'
import { repeatedRows } from '../../output/repeated-row.js'
import { withVendors } from '../../config/session.js'

const refusal = (path: string, { line, column, message, hint, reason }: FileFault): Problem => {
  const of = column === undefined ? path : `${path}: ${column}`
  return {
    ...problem(reason, bilingual(`${of}: ${message.en}`, `${of}：${message.zh}`), hint),
    at: `${path}:${line}:1`,
  }
}

/** Looks at the first bytes: a line that begins with a brace is JSON, whatever the file is called; all else is a table. */
const rowsOf = async (file: AsyncIterable<Uint8Array | FileFault>) => {
  const iterator = file[Symbol.asyncIterator]()
  const first: Array<Uint8Array | FileFault> = []
  let isJson = false
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    first.push(next.value)
    const text = isFileFault(next.value)
      ? 'fault'
      : Buffer.from(next.value)
          .toString('latin1')
          .replace(/[^!-~]/g, '')
    if (text === '') continue
    isJson = /^[{[]/.test(text)
    break
  }
  async function* again(): AsyncGenerator<Uint8Array | FileFault> {
    yield* first
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
  }
  const pieces: FilePieces = again()
  return isJson ? jsonLineRows(pieces) : csvRows(pieces)
}

const importInto = async (
  context: Context,
  credentials: Credentials,
  path: string,
  name: string,
): Promise<ExitStatus> => {
  const { reporter } = context
  const repeated = repeatedRows(reporter)
  const report = await credentials.importRefreshTokens(await rowsOf(filePieces(path, { piped: true })), {
    onProgress: ({ read }) => reporter.event({ event: 'progress', done: read }),
    onBadRow: (line, wrong) => {
      const bad: Problem = {
        ...problem('row', bilingual(`line ${line}: ${wrong}`, `第 ${line} 行：${wrong}`)),
        at: `${line}:1`,
      }
      if (repeated.note(name, line, wrong)) reportProblem(reporter, bad)
      else reporter.event({ event: 'problem', ...bad })
    },
    onPassedOver: (line) => {
      reporter.event({ event: 'fact', name: 'passed-over', value: { line } })
      reporter.note(
        reporter.say(
          bilingual(
            `line ${line}: passed over, since another token of its app is kept; a later gotAt makes this one count`,
            `第 ${line} 行：已跳过，该小程序已保存另一个令牌；如需采用此行，请填写更晚的 gotAt`,
          ),
        ),
      )
    },
  })()
  repeated.end(reporter.error)
  if (E.isLeft(report)) {
    reportError(reporter, report.left)
    return 'error'
  }
  const { stored, unchanged, passedOver, bad, line, stopped, refused } = report.right
  reporter.event({ event: 'fact', name: 'import', value: { stored, unchanged, passedOver, bad, line } })
  if (refused !== undefined) reportProblem(reporter, refusal(name, refused))
  if (refused !== undefined && stored + unchanged === 0) return 'error'
  const other =
    passedOver === 0
      ? bilingual('', '')
      : bilingual(`, ${passedOver} passed over for another token`, `，因已有另一令牌而跳过 ${passedOver}`)
  reporter.line(
    reporter.say(
      bilingual(
        `${stored} stored, ${unchanged - passedOver} known already${other.en}, ${bad} bad`,
        `已保存 ${stored}，已有 ${unchanged - passedOver}${other.zh}，有误 ${bad}`,
      ),
    ),
  )
  if (stopped !== undefined) reportError(reporter, stopped)
  if (bad > 0 && stored + unchanged === 0) return 'error'
  return stopped !== undefined || refused !== undefined || bad > 0 ? 'partial' : 'done'
}

/**
 * Takes the refresh tokens of a file into the store.
 */
export const importTokens = async (context: Context, config: ConfigFile): Promise<ExitStatus> => {
  const { args, io, reporter } = context
  const file = args.words[1]
  const path = resolve(io.folder, file ?? '')
  if (file === undefined) {
    const message = bilingual('import needs a CSV or JSON Lines file', 'import 需要一个 CSV 或 JSON Lines 文件')
    reportProblem(
      reporter,
      problem('usage', message, bilingual('Columns: appId, refreshToken.', '列：appId、refreshToken。')),
    )
    return 'error'
  }
  const vendor = onlyVendor(args, config)
  if (E.isLeft(vendor)) return reportFailure(reporter, vendor.left)
  return withVendors(context, config, [vendor.right], async ({ vendors }) => {
    const credentials = vendors[0]?.credentials
    if (credentials !== undefined) return importInto(context, credentials, path, file)
    const message = bilingual(
      `${vendor.right} takes its tokens from a table: there is nothing to import into`,
      `${vendor.right} 的令牌来自固定表，无法导入`,
    )
    reportProblem(reporter, problem('credentials', message))
    return 'error'
  })
}
