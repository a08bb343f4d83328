import { rejectionText } from '../../src/adapter.js'
import { rejection } from '../../src/error/rejection.js'

describe('why a domain was rejected', () => {
  test('has a word in Chinese for each reason; a reason that is not known stands for itself', () => {
    const reasons = ['format', 'no-icp', 'not-in-pool', 'confirm-file', 'over-limit', 'still-listed', 'lost'] as const
    for (const reason of reasons) {
      expect(rejectionText(rejection(reason)).en).toBe(reason)
      expect(rejectionText(rejection(reason)).zh).toMatch(/^\p{Script=Han}+$/u)
    }
    expect(rejectionText({ reason: 'a stranger’s' })).toEqual({ en: 'a stranger’s', zh: 'a stranger’s' })
  })

  test('is told with what the vendor said of this domain, in the brackets of the language', () => {
    expect(rejectionText({ reason: 'format', vendorCode: 7, vendorMessage: 'bad host' })).toEqual({
      en: 'format (7 bad host)',
      zh: '格式不符（7 bad host）',
    })
  })
})
