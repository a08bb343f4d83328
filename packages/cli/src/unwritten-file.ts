import { bilingual } from './language.js'
import { type Problem, problem } from './problem.js'
import { systemCode } from './thrown.js'

const codes = [
  'ENOSPC',
  'EDQUOT',
  'EFBIG',
  'EIO',
  'EROFS',
  'EACCES',
  'EPERM',
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'ELOOP',
  'ENXIO',
  'ENAMETOOLONG',
]

/**
 * What to tell where a file that was asked for cannot be written; `undefined` for what else was thrown.
 */
export const unwrittenFile = (error: unknown): Problem | undefined => {
  const code = systemCode(error)
  if (code === undefined || !codes.includes(code)) return undefined
  return problem(
    'file',
    bilingual(
      `a file could not be written (${code}); nothing of it was left`,
      `文件写入失败（${code}），未留下残缺文件`,
    ),
    bilingual(
      'Check the room on the disk, the folder and its permissions, then run it again.',
      '请检查磁盘空间、目录及其权限，然后重新运行。',
    ),
  )
}
