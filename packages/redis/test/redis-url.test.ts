import * as E from 'fp-ts/lib/Either.js'
import { redisStore } from '../src/index.js'

describe('the URL of a store', () => {
  test.each([
    'redis://app:s3cr/et@127.0.0.1:1',
    'redis://app:s3cr#et@h:1',
    's3cret',
    '',
    'redis://:s3cr%et@h',
    'http://u:s3cret@h',
  ])('that cannot be used is a typed failure without its password: %s', async (url) => {
    const store = await redisStore({ prefix: 'p', url, deadlineMs: 1000 })()
    expect(E.isLeft(store) && store.left._tag).toBe('StoreFailure')
    expect(JSON.stringify(store)).not.toMatch(/s3cr/)
  })
})
