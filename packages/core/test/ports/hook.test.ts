import { quietly } from '../../src/ports/hook.js'

describe('a hook', () => {
  test('that throws changes nothing', () => {
    expect(() =>
      quietly(() => {
        throw new Error('a defect of the program')
      }),
    ).not.toThrow()
  })

  test.each([
    ['rejects', () => Promise.reject(new Error('a defect of the program'))],
    [
      'rejects late',
      () => new Promise((_, reject) => setImmediate(() => reject(new Error('a defect of the program')))),
    ],
    [
      'gives what throws when it is waited for',
      () => ({
        then: () => {
          throw new Error('a defect of the program')
        },
      }),
    ],
  ])('that is asynchronous and %s leaves no rejection behind', async (_, hook: () => unknown) => {
    // The test runner fails a test that does.
    quietly(hook)
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect.assertions(0)
  })

  test.each([undefined, null, 0, ''])('that gives %p is well', (given) => {
    expect(quietly(() => given)).toBeUndefined()
  })
})
