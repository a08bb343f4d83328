import type { PushRoute } from '@mini-domains/credentials'
import * as E from 'fp-ts/lib/Either.js'
import type { Context } from '../../context.js'
import type { ConfigFile } from '../../config/config-file.js'
import { credentialsOf } from '../../config/credentials.js'
import { type Failure, failed, failedBy, problem } from '../../output/problem.js'
import { bilingual } from '../../output/language.js'
import type { OpenVendor } from '../../config/session.js'

/**
 * The vendors of a config whose pushes can be read.
 */
export const pushVendors = ({ desired }: ConfigFile): ReadonlyArray<string> =>
  Object.entries(desired.content.vendors).flatMap(([name, { pushes }]) => (pushes === undefined ? [] : [name]))

/**
 * Says that a config names no pushes.
 */
export const noPushes = (vendor: string | undefined): Failure =>
  failed(
    problem(
      'config',
      vendor === undefined
        ? bilingual('no vendor of the config has pushes', '配置中没有任何厂商填写 pushes')
        : bilingual(`vendors.${vendor} has no pushes`, `vendors.${vendor} 未填写 pushes`),
      bilingual(
        'Write pushes: { token: { env: NAME }, … } at the vendor; its README names the keys.',
        '请在该厂商下写 pushes: { token: { env: 变量名 }, … }；所需键见其 README。',
      ),
    ),
  )

const unkept = (name: string): Failure =>
  failed(
    problem(
      'credentials',
      bilingual(
        `vendors.${name}: its pushes would be kept nowhere: its tokens come from a table, or it has no credentials`,
        `vendors.${name}：推送无处保存（令牌来自固定表，或未配置凭据）`,
      ),
      bilingual('Give the vendor the credentials that its tokens are got with.', '请为该厂商配置换取令牌的凭据。'),
    ),
  )

const unread = (name: string, adapter: string): Failure =>
  failed(
    problem(
      'adapter',
      bilingual(`vendors.${name}: ${adapter} reads no pushes`, `vendors.${name}：${adapter} 不支持读取推送`),
    ),
  )

/**
 * Makes the route of a vendor's pushes: read with what the config says under `pushes`, kept with its tokens.
 */
export const pushRoute = async (
  { io }: Context,
  config: ConfigFile,
  { name, adapter, declared, credentials }: OpenVendor,
): Promise<E.Either<Failure, PushRoute>> => {
  if (credentials === undefined) return E.left(unkept(name))
  if (declared.pushes === undefined) return E.left(unread(name, adapter.name))
  const references = config.desired.content.vendors[name]?.pushes ?? {}
  const secrets = await credentialsOf(`vendors.${name}.pushes`, references, io, config)
  if (E.isLeft(secrets)) return secrets
  const reader = declared.pushes(secrets.right, io.clock)
  return E.isLeft(reader) ? E.left(failedBy(reader.left)) : E.right({ reader: reader.right, credentials })
}
