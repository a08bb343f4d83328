import type * as bullmqPackage from '@mini-domains/bullmq'
import type { Identity, QueuePlace } from '@mini-domains/bullmq'
import { contentDigest } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import type { Io } from '../io/io.js'
import { bilingual } from '../output/language.js'
import { type Failure, failed, problem } from '../output/problem.js'
import { version } from '../version.js'
import { type ConfigFile, appLines } from './config-file.js'
import { storeAddress } from './store.js'

type Bullmq = typeof bullmqPackage

/**
 * What it takes to work with other machines: the package that hands the work around, and the Redis of the store.
 */
export interface ManyMachines {
  readonly bullmq: Bullmq
  readonly place: QueuePlace
}

const notOnRedis = (shown: string): Failure =>
  failed(
    problem(
      'usage',
      bilingual(
        `the store ${shown} is of one machine; workers need a store on Redis`,
        `存储 ${shown} 仅供单机使用；多机执行需要 Redis 存储`,
      ),
      bilingual(
        'Set store: redis://HOST:PORT/DB in the config of every machine, or MINI_DOMAINS_STORE.',
        '请在每台机器的配置中设置 store: redis://主机:端口/库号，或设置环境变量 MINI_DOMAINS_STORE。',
      ),
    ),
  )

const notInstalled: Failure = failed(
  problem(
    'package',
    bilingual('the package @mini-domains/bullmq is not installed', '未安装 @mini-domains/bullmq 包'),
    bilingual(
      'Install it beside the command: npm install @mini-domains/bullmq bullmq',
      '请与命令安装在一起：npm install @mini-domains/bullmq bullmq',
    ),
  ),
)

/**
 * Loads what it takes to work with other machines. A store that is not on Redis, or a package that is not there, is a failure.
 */
export const manyMachines = async (
  io: Pick<Io, 'environment' | 'folder'>,
  config: Pick<ConfigFile, 'folder' | 'store'>,
  load: () => Promise<Bullmq> = () => import('@mini-domains/bullmq'),
): Promise<E.Either<Failure, ManyMachines>> => {
  const address = storeAddress(io, config)
  if (E.isLeft(address)) return address
  if (address.right.kind !== 'redis') return E.left(notOnRedis(address.right.shown))
  const { url, prefix } = address.right
  const bullmq = await load().catch(() => undefined)
  if (bullmq === undefined) return E.left(notInstalled)
  return E.right({ bullmq, place: { url, prefix } })
}

/**
 * With whom this process may work on a plan: who has the same config, with the same files of apps, which are read for it, and the same version.
 */
export const identityOf = async (config: Pick<ConfigFile, 'folder' | 'desired'>): Promise<Identity> => ({
  config: await contentDigest(config.desired, appLines(config)),
  version,
})
