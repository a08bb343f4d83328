import { type Bilingual } from '@mini-domains/core'
import { type StoreFailure, bilingual, messageFields } from '@mini-domains/core/adapter'

const hints = {
  closed: bilingual('This store was closed; open it again.', '存储已关闭，请重新打开。'),
  away: bilingual(
    'Check that Redis runs and can be reached. The store connects again by itself. A write that failed may have been done: read before writing again.',
    '请检查 Redis 是否运行且网络可达。存储会自动重连。失败的写入可能已经生效：再次写入前请先读取。',
  ),
  access: bilingual(
    'Check the user and the password in the URL, and that this user may run EVALSHA, EVAL and the commands in the README.',
    '请检查 URL 中的用户名和密码，并确认该用户有权执行 EVALSHA、EVAL 及 README 中列出的命令。',
  ),
  prefix: bilingual(
    'Use 1 to 64 letters, digits and . _ : - as the prefix.',
    '前缀请使用 1 到 64 个字母、数字或 . _ : - 字符。',
  ),
  url: bilingual(
    'Write it as redis://user:password@host:port/db, or rediss:// over TLS. A password with / @ : # or % in it is percent-encoded: encodeURIComponent.',
    '请写作 redis://用户名:密码@主机:端口/库号，TLS 用 rediss://。密码中含有 / @ : # % 时需百分号编码（encodeURIComponent）。',
  ),
  slow: bilingual(
    'The way to Redis takes longer than latenessMs, or this process is starved of CPU. Put Redis nearer, or raise latenessMs: the rate is then (1000 + latenessMs) / 1000 slower.',
    '到 Redis 的往返超过 latenessMs，或本进程 CPU 不足。请缩短到 Redis 的网络距离，或调大 latenessMs（速率相应降低为 1000 / (1000 + latenessMs)）。',
  ),
  full: bilingual(
    'Raise maxmemory of Redis or make room; keep maxmemory-policy at noeviction. Nothing was written, so try again then.',
    '请调大 Redis 的 maxmemory 或清理空间，并保持 maxmemory-policy 为 noeviction。本次未写入任何内容，之后可重试。',
  ),
  lost: bilingual(
    'Redis came back without the data of this store: it runs without appendonly, was flushed, or evicts keys. Restore a backup, or go on with an empty store from the next call and recover the authorisations.',
    'Redis 恢复后丢失了本存储的数据：可能未开启 appendonly、被清空，或淘汰了键。请恢复备份；否则从下一次调用起使用空存储，并重新恢复授权。',
  ),
  damaged: bilingual(
    'Another program wrote under the keys of this store. Use a prefix that is its own, and restore a backup.',
    '其他程序写入了本存储的键。请使用独立的前缀，并恢复备份。',
  ),
} as const satisfies Readonly<Record<string, Bilingual>>

/**
 * What went wrong, by the hint that helps.
 */
export type FailureCause = keyof typeof hints

const reasonOf = (cause: FailureCause): StoreFailure['reason'] => {
  switch (cause) {
    case 'closed':
    case 'away':
    case 'access':
    case 'prefix':
    case 'url':
    case 'slow':
      return 'unavailable'
    case 'full':
      return 'full'
    case 'lost':
    case 'damaged':
      return 'corrupt'
  }
}

/**
 * Makes a failure of its cause.
 */
export const storeFailure = (cause: FailureCause, { en, zh }: Bilingual): StoreFailure => ({
  _tag: 'StoreFailure',
  reason: reasonOf(cause),
  ...messageFields(en, zh),
  hint: hints[cause],
})

/**
 * Whether a failure is that of a Redis that cannot be reached, hangs, loads or fails over: one that may come back by itself. A wrong URL, password
 * or prefix is none.
 */
export const isAway = (failure: StoreFailure): boolean => failure.hint === hints.away

/**
 * Gives the code of an error: of the system (ECONNREFUSED), or the first word of what Redis says (OOM). The rest of the
 * text may hold a value or a password, and is left out.
 */
export const codeOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  const text = 'message' in error && typeof error.message === 'string' ? error.message : ''
  // ioredis says in words only that a connection was lost.
  if (/connection is closed|stream isn't writeable|max retries/i.test(text)) return 'DISCONNECTED'
  return /^-?([A-Z]{3,})\b/.exec(text)?.[1] ?? ''
}

const causes: Readonly<Record<string, FailureCause>> = {
  OOM: 'full',
  EPOCH: 'lost',
  WRONGTYPE: 'damaged',
  DAMAGED: 'damaged',
  NOAUTH: 'access',
  WRONGPASS: 'access',
  NOPERM: 'access',
}

/**
 * Says what an error of ioredis or of Redis means.
 */
export const failureOf = (error: unknown): StoreFailure => {
  const code = codeOf(error)
  const cause = causes[code] ?? 'away'
  const what =
    cause === 'lost'
      ? bilingual('the data of the store is gone', '存储的数据已丢失')
      : bilingual('the command failed', '命令执行失败')
  return storeFailure(
    cause,
    bilingual(
      `Redis: ${what.en}${code === '' ? '' : ` (${code})`}`,
      `Redis：${what.zh}${code === '' ? '' : `（${code}）`}`,
    ),
  )
}
