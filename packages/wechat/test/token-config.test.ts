import * as E from 'fp-ts/lib/Either.js'
import { wechatExchange, wechatPushReader } from '../src/index.js'

const ends = ['\n', '\r', '\r\n', ' ', '\t', '\ufeff']
const key = 'A'.repeat(43)

const paths = (made: E.Either<{ readonly issues: ReadonlyArray<{ readonly path: string }> }, unknown>) =>
  E.isLeft(made) ? made.left.issues.map(({ path }) => path) : ['taken']

test.each(ends.flatMap((end) => [`x${end}`, `${end}x`]))('an id or secret %j is refused by its path', (odd) => {
  expect(paths(wechatExchange({ componentAppId: odd, componentAppSecret: 's' }))).toEqual(['componentAppId'])
  expect(paths(wechatExchange({ componentAppId: 'x', componentAppSecret: odd }))).toEqual(['componentAppSecret'])
  expect(paths(wechatPushReader({ componentAppId: odd, token: 't', encodingAesKey: key }))).toEqual(['componentAppId'])
  expect(paths(wechatPushReader({ componentAppId: 'x', token: odd, encodingAesKey: key }))).toEqual(['token'])
})
