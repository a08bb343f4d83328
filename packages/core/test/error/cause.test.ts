import { inspect } from 'node:util'
import { causeOf } from '../../src/error/cause.js'
import { fromJavaScript } from '../from-javascript.js'

const readToken = (): string => fromJavaScript<{ readonly token: { readonly value: string } }>({}).token.value

const thrownBy = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (thrown) {
    return thrown
  }
}

describe('the cause of foreign code', () => {
  test('tells the class and where it was thrown', () => {
    const cause = causeOf(thrownBy(readToken))
    expect(cause).toBeInstanceOf(TypeError)
    expect(cause.name).toBe('TypeError')
    expect(cause.stack).toMatch(/^TypeError: .*\n {4}at readToken /)
  })

  test("tells the system's code", () => {
    expect(causeOf(Object.assign(new Error('hush'), { code: 'ECONNREFUSED' }))).toMatchObject({ code: 'ECONNREFUSED' })
    expect(causeOf(Object.assign(new Error('hush'), { code: 'hush' }))).not.toHaveProperty('code')
  })

  class HushError extends Error {
    readonly config = { url: 'https://tokens.example.com/?secret=hush' }
  }
  const named = Object.assign(new Error('x'), { name: 'hush 1' })
  const likeFrames = new Error('x\n    at hush (file.js:1:1)')
  const renamed = Object.assign(new Error('hush\n    at hush'), { message: 'other' })

  test.each([
    ['a message', new Error('hush')],
    ['fields', new HushError('hush', { cause: new Error('hush') })],
    ['a name', named],
    ['a message like frames', likeFrames],
    ['a stack of another message', renamed],
    ['text', 'hush'],
    ['an object', { hush: 'hush', stack: 'hush' }],
    ['nothing', undefined],
  ])('repeats nothing that may be a secret: %s', (_name, thrown) => {
    const cause = causeOf(thrown)
    expect(cause).toBeInstanceOf(Error)
    expect(inspect(cause, { depth: 9, showHidden: true }).replaceAll('HushError', '')).not.toContain('hush')
  })
})
