import { type Bilingual } from '@mini-domains/core'
import { type StoreFailure, bilingual, messageFields } from '@mini-domains/core/adapter'

const hints = {
  closed: bilingual('This store was closed; open it again.', '存储已关闭，请重新打开。'),
  busy: bilingual(
    'Another process held the write lock too long. Look for one that is stopped in a debugger, or raise busyTimeoutMs.',
    '其他进程占用写锁过久。请检查是否有进程停在调试器中，或调大 busyTimeoutMs。',
  ),
  path: bilingual(
    'Check that the folder is there, that this user may write in it, and that the file is on a local disk.',
    '请检查目录是否存在、当前用户是否可写，以及文件是否在本地磁盘上。',
  ),
  moved: bilingual(
    'The file was deleted, moved or replaced while it was open. Put it back, then start the process again.',
    '文件在使用中被删除、移动或替换。请恢复文件后重启进程。',
  ),
  mode: bilingual(
    'Other users of this machine may read the file, and this user may not change that. Run chmod 600 on it as its owner.',
    '本机其他用户可以读取该文件，而当前用户无权修改其权限。请以文件所有者身份执行 chmod 600。',
  ),
  full: bilingual(
    'Make room on the disk (or raise the quota or the limit of the file size); nothing was written, so try again then.',
    '请清理磁盘空间（或提高配额、文件大小上限）；本次未写入任何内容，之后可重试。',
  ),
  damaged: bilingual(
    'Stop all processes, keep a copy of the file with its -wal, and restore a backup, or repair it with sqlite3 .recover.',
    '请停止所有进程，连同 -wal 一起备份该文件，然后恢复备份，或用 sqlite3 的 .recover 修复。',
  ),
  foreign: bilingual('Give the path of a file of its own to the store.', '请为存储指定单独的文件路径。'),
  newer: bilingual(
    'A newer version of mini-domains wrote this file. Upgrade @mini-domains/sqlite in this process.',
    '该文件由更新版本的 mini-domains 写入。请升级当前进程的 @mini-domains/sqlite。',
  ),
} as const satisfies Readonly<Record<string, Bilingual>>

/**
 * What went wrong, by the hint that helps.
 */
export type FailureCause = keyof typeof hints

const reasons: Readonly<Record<FailureCause, StoreFailure['reason']>> = {
  closed: 'unavailable',
  busy: 'unavailable',
  path: 'unavailable',
  moved: 'unavailable',
  mode: 'unavailable',
  full: 'full',
  damaged: 'corrupt',
  foreign: 'corrupt',
  newer: 'corrupt',
}

/**
 * Makes a failure of its cause. The message is this package's or SQLite's, and names no value.
 */
export const storeFailure = (cause: FailureCause, { en, zh }: Bilingual): StoreFailure => ({
  _tag: 'StoreFailure',
  reason: reasons[cause],
  ...messageFields(en, zh),
  hint: hints[cause],
})

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''

const isFull = (code: string): boolean =>
  // A quota or a limit of the file size comes as IOERR_WRITE; no room for the shared memory file comes as SHMSIZE.
  ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'].includes(code)

const causeOf = (code: string): FailureCause => {
  if (/^SQLITE_(BUSY|LOCKED|PROTOCOL)/.test(code)) return 'busy'
  if (isFull(code)) return 'full'
  return /^SQLITE_(CORRUPT|NOTADB|MISMATCH)/.test(code) ? 'damaged' : 'path'
}

const textOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
    ? error.message
    : 'unknown error'

/**
 * Says what an error thrown by SQLite or by the file system means. It may be thrown by no other code.
 */
export const failureOf = (error: unknown): StoreFailure => {
  const code = codeOf(error)
  const text = `${textOf(error)}${code === '' ? '' : ` (${code})`}`
  return storeFailure(causeOf(code), bilingual(`SQLite: ${text}`, `SQLite 报错：${text}`))
}

/**
 * Tells whether the same call may work in a moment, because another process holds a lock.
 */
export const isBusy = (error: unknown): boolean => causeOf(codeOf(error)) === 'busy'
