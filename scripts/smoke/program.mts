import {
  type ConfigOf,
  type DomainError,
  DomainApiError,
  addDomains,
  connect,
  createDomainProvider,
  isComplete,
  isDomainError,
} from '@mini-domains/core'
import { startEmulator } from '@mini-domains/emulator'
import { wechat } from '@mini-domains/wechat'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'

const emulator = await startEmulator()
const config: ConfigOf<typeof wechat> = {
  vendor: 'wechat',
  baseUrl: emulator.wechat.baseUrl,
  tokens: { apps: { 'wx-app-1': 'token-wx-app-1' } },
}

const program: TE.TaskEither<DomainError, boolean> = pipe(
  createDomainProvider([wechat], config),
  TE.fromEither,
  TE.chain((provider) =>
    pipe(
      provider.app('wx-app-1').server.modify(addDomains({ request: ['https://api.example.com'] })),
      TE.chainFirstTaskK(() => () => provider.close()),
    ),
  ),
  TE.map(isComplete),
)

// @ts-expect-error: a misspelt option does not compile.
export const misspelt = () => connect([wechat], { vendor: 'wechat', tokens: {}, baseURL: 'https://api.weixin.qq.com' })

export const refusal = await connect([wechat], { vendor: 'wechat', tokens: {} })
  .app('')
  .server.get()
  .catch((error: unknown) => (error instanceof DomainApiError && isDomainError(error) ? error.hint.en : ''))
if (refusal === '') throw new Error('what is thrown is no DomainApiError')

const result = await program()
if (result._tag === 'Left' || !result.right) throw new Error(JSON.stringify(result))
await emulator.close()
