import { readFile, stat } from 'node:fs/promises'
import { digestOf } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { ConfigFile } from './config-file.js'
import { placeOf, writeWhole } from '../io/whole-file.js'
import { bilingual } from '../output/language.js'
import { type Problem, problem, systemCode } from '../output/problem.js'

const noFile = (file: string): Problem =>
  problem(
    'file',
    bilingual(`${file} is not a file that can be rewritten`, `${file} 不是可改写的文件`),
    bilingual('Name a file with --config.', '请用 --config 指定文件。'),
  )

const moved = (file: string): Problem =>
  problem(
    'file',
    bilingual(
      `${file} has changed since it was read, or is not UTF-8: it is left as it is`,
      `${file} 读取后已被修改，或不是 UTF-8 编码，未改动该文件`,
    ),
    bilingual('Save it as UTF-8 and run this again.', '请保存为 UTF-8 后重新执行。'),
  )

const decoded = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const isConfig = ({ desired }: ConfigFile, text: string): boolean =>
  digestOf(text.replaceAll('\uFEFF', '')) === desired.digest

/**
 * Reads the text of a config just as it stands in its file, or says why it cannot be written anew: it is a pipe, it is not UTF-8, or it is
 * not what was read any more.
 */
export const configText = async (config: ConfigFile): Promise<E.Either<Problem, string>> => {
  const { file } = config.desired
  if ((await placeOf(config.path)).kind === 'through') return E.left(noFile(file))
  try {
    const text = decoded(await readFile(config.path))
    return text !== undefined && isConfig(config, text) ? E.right(text) : E.left(moved(file))
  } catch (error) {
    if (systemCode(error) === undefined) throw error
    return E.left(moved(file))
  }
}

/**
 * Writes a config anew, whole or not at all, as readable as it was; not where it has changed since it was read. Tells what kept it from
 * being written.
 */
export const rewriteConfig = async (config: ConfigFile, text: string): Promise<Problem | undefined> => {
  const now = await configText(config)
  if (E.isLeft(now)) return now.left
  const { mode } = await stat(config.path)
  return writeWhole(config.path, config.desired.file, [text], { mode: mode & 0o777 })
}
