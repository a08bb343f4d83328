import { bilingual } from '@mini-domains/core/adapter'
import { type Stats, createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { type FileFault, fileFault } from './file-fault.js'

/**
 * A file as it is read: bytes or text, piece by piece. A fault, where one comes, is the last piece.
 */
export type FilePieces = AsyncIterable<string | Uint8Array | FileFault> | Iterable<string | Uint8Array | FileFault>

/**
 * How to open a file.
 */
export interface OpenOptions {
  /** Takes what is piped in as `/dev/stdin` or `/dev/fd/…` too, which can be read only once; not by default. */
  readonly piped?: boolean
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'unknown'

const unreadable = (error: unknown): FileFault => {
  const code = codeOf(error)
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? fileFault(
        'missing',
        1,
        bilingual('there is no such file', '文件不存在'),
        bilingual('Check its name and folder.', '请检查文件名与目录。'),
      )
    : fileFault(
        'unreadable',
        1,
        bilingual(`the file cannot be read, or its reading broke off (${code})`, `文件无法读取，或读取中断（${code}）`),
        bilingual('Check its permissions and its disk.', '请检查文件权限与磁盘。'),
      )
}

const kindOf = (there: Stats) => {
  if (there.isDirectory()) return bilingual('a folder', '目录')
  if (there.isFIFO()) return bilingual('a named pipe', '命名管道')
  if (there.isSocket()) return bilingual('a socket', '套接字')
  return bilingual('a device', '设备')
}

const notAFile = (there: Stats): FileFault => {
  const kind = kindOf(there)
  return fileFault(
    'not-a-file',
    1,
    bilingual(`it is ${kind.en}, not a file`, `这是${kind.zh}，不是文件`),
    bilingual('Write it into a plain file and name that.', '请写入普通文件，再指定该文件。'),
  )
}

// A pipe that a shell opened is read where it is open: to open it anew, or a named one, waits for a writer that may never come.
const openPipe = (path: string, there: Stats): number | undefined => {
  if (!there.isFIFO() && !there.isSocket()) return undefined
  if (path === '/dev/stdin') return 0
  const [, descriptor] = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path) ?? []
  return descriptor === undefined ? undefined : Number(descriptor)
}

/**
 * Reads a plain file of this machine, piece by piece. Where it is not one (missing, a folder, a pipe, a device) or its reading breaks
 * off, a fault is the last piece. Never throws, never waits for a pipe, and never reads a device.
 */
export async function* filePieces(
  path: string,
  { piped = false }: OpenOptions = {},
): AsyncGenerator<Uint8Array | FileFault> {
  try {
    const there = await stat(path)
    const fd = piped ? openPipe(path, there) : undefined
    if (!there.isFile() && fd === undefined) {
      yield notAFile(there)
      return
    }
    for await (const piece of createReadStream(path, fd === undefined ? {} : { fd, autoClose: false }))
      if (piece instanceof Uint8Array) yield piece
  } catch (error) {
    yield unreadable(error)
  }
}

/**
 * The fault that is reported where pieces from a caller break off.
 */
export const brokenOff = unreadable
