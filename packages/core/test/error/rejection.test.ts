import { rejectionWord } from '../../src/adapter.js'
import { rejection } from '../../src/error/rejection.js'

test('each reason of a rejection has a word in Chinese; a reason that is not known stands for itself', () => {
  const reasons = ['format', 'no-icp', 'not-in-pool', 'confirm-file', 'over-limit', 'still-listed', 'lost'] as const
  for (const reason of reasons) {
    expect(rejectionWord(rejection(reason).reason).en).toBe(reason)
    expect(rejectionWord(reason).zh).toMatch(/^\p{Script=Han}+$/u)
  }
  expect(rejectionWord('a stranger’s')).toEqual({ en: 'a stranger’s', zh: 'a stranger’s' })
})
