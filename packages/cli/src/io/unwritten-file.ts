import { bilingual } from '../output/language.js'
import { type Problem, problem, systemCode } from '../output/problem.js'

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
  'ENOTEMPTY',
  'EEXIST',
  'ELOOP',
  'ENXIO',
  'ENODEV',
  'ENAMETOOLONG',
  'EINVAL',
  'EPIPE',
  'EBUSY',
  'ETXTBSY',
  'EAGAIN',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EMFILE',
  'ENFILE',
  'ESTALE',
  'EXDEV',
]

/**
 * Which file could not be written, as it was asked for, and whether a part of it may stand where it was written into.
 */
export interface Unwritten {
  readonly file?: string
  readonly isCut?: boolean
}

const hintOf = (code: string) => {
  switch (code) {
    case 'ENXIO':
    case 'EPIPE':
      return bilingual('Begin to read the pipe first, then run it again.', '请先启动管道的读取方，然后重新运行。')
    case 'EISDIR':
    case 'ENOTEMPTY':
      return bilingual('Name a file, not a folder.', '请指定文件，而不是目录。')
    default:
      return bilingual(
        'Check the room on the disk, the folder and its permissions, then run it again.',
        '请检查磁盘空间、目录及其权限，然后重新运行。',
      )
  }
}

/**
 * What to tell where a file that was asked for cannot be written; `undefined` for what else was thrown.
 */
export const unwrittenFile = (error: unknown, { file, isCut = false }: Unwritten = {}): Problem | undefined => {
  const code = systemCode(error)
  if (code === undefined || !codes.includes(code)) return undefined
  const named = file === undefined ? bilingual('', '') : bilingual(`${file}: `, `${file}：`)
  const left = isCut
    ? bilingual('what was written into may be cut short', '已写入的内容可能不完整')
    : bilingual('nothing of it was left', '未留下残缺文件')
  return problem(
    'file',
    bilingual(
      `${named.en}a file could not be written (${code}); ${left.en}`,
      `${named.zh}文件写入失败（${code}），${left.zh}`,
    ),
    hintOf(code),
  )
}

/**
 * What to tell where a file would be written over unasked.
 */
export const takenFile = (file: string): Problem =>
  problem(
    'file',
    bilingual(`${file} is there already`, `${file} 已存在`),
    bilingual('Add --force to write over it.', '加 --force 可覆盖。'),
  )
