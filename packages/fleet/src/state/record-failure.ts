import { type Bilingual } from '@mini-domains/core'
import { type StoreFailure, bilingual, messageFields } from '@mini-domains/core/adapter'

const failure = (reason: StoreFailure['reason'], message: Bilingual, hint: Bilingual): StoreFailure => ({
  _tag: 'StoreFailure',
  reason,
  ...messageFields(message.en, message.zh),
  hint,
})

/**
 * The failure of a record that is there and cannot be understood.
 */
export const damagedRecord = (key: string): StoreFailure =>
  failure(
    'corrupt',
    bilingual(`the record ${key} in the store cannot be read`, `存储中的记录 ${key} 无法读取`),
    bilingual(
      'Restore a backup of the store, or make a new plan; the lists at the vendors are not harmed.',
      '请恢复存储备份，或重新生成计划；厂商侧的列表不受影响。',
    ),
  )

/**
 * The failure of a run whose record is gone from the store meanwhile.
 */
export const runGone: StoreFailure = failure(
  'corrupt',
  bilingual('the records of this run are gone from the store', '存储中本次运行的记录已丢失'),
  bilingual(
    'Somebody has emptied the store, or it came back without its data. Restore a backup, or run the same command again: each list is read first.',
    '存储可能被清空，或恢复后丢失了数据。请恢复备份，或再次运行同一命令：每个列表都会先读取。',
  ),
)

/**
 * The failure of a run that another process carries out meanwhile.
 */
export const takenOver: StoreFailure = failure(
  'unavailable',
  bilingual('another process has taken this run over', '另一进程已接管本次运行'),
  bilingual('Let it finish, then run the same command again.', '请等待其结束，然后再次运行同一命令。'),
)

/**
 * The failure of a line that another process carried out, or took over, meanwhile: what is in the store says how it stands.
 */
export const lineTaken: StoreFailure = failure(
  'unavailable',
  bilingual('another process has taken this change over', '另一进程已接管该变更'),
  bilingual('Look the change up again; nothing more is sent here.', '请重新查询该变更的状态；此处不再发送任何请求。'),
)

/**
 * The failure of a rate limiter that many processes share, where it does not say when a call may start: nothing was sent, and nothing is to be sent.
 */
export const limiterAway: StoreFailure = failure(
  'unavailable',
  bilingual('the rate limiter does not answer', '速率限制器无响应'),
  bilingual(
    'It is where the store is: check that Redis runs, and answers this machine in time. Then run the same command again.',
    '它与存储位于同一处：请检查 Redis 是否运行，以及能否及时响应本机，然后再次运行同一命令。',
  ),
)

/**
 * The failure of a record that others kept changing.
 */
export const contended: StoreFailure = failure(
  'unavailable',
  bilingual('other processes kept writing the same record', '其他进程一直在写入同一条记录'),
  bilingual(
    'Run fewer processes on the same apps, then run the same command again.',
    '请减少同时处理相同小程序的进程，然后再次运行同一命令。',
  ),
)
