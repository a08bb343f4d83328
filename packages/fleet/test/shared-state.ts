import * as E from 'fp-ts/lib/Either.js'
import { type DesiredState, readDesired } from '../src/desired/desired-state.js'

/** Reads a desired state, and fails the test with its complaints where there are some. */
export const desiredOf = (text: string): DesiredState => {
  const desired = readDesired(text, { file: 'fleet.yaml' })
  if (E.isLeft(desired)) throw new Error(desired.left.map(({ message }) => message.en).join('\n'))
  return desired.right
}

const list = (items: ReadonlyArray<string>): string => items.map((item) => `  - ${item}`).join('\n')

/** A fleet of these apps at both vendors, all with the same profile. */
export const shopFleet = (wechatIds: ReadonlyArray<string>, baiduIds: ReadonlyArray<string>, more = ''): DesiredState =>
  desiredOf(`version: 1
vendors:
  wechat: { adapter: '@mini-domains/wechat' }
  baidu: { adapter: '@mini-domains/baidu' }
profiles:
  shop:
    server:
      request: [api.example.com, pay.example.com]
      socket: [wss://push.example.com]
    webview: [www.example.com]
profile: shop
${more}
apps:
${list([...wechatIds.map((id) => `{ id: ${id}, vendor: wechat }`), ...baiduIds.map((id) => `{ id: ${id}, vendor: baidu }`)])}
`)

/** Gathers what streams. */
export const all = async <A>(items: AsyncIterable<A>): Promise<Array<A>> => {
  const gathered: Array<A> = []
  for await (const item of items) gathered.push(item)
  return gathered
}
