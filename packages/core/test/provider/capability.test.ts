import { can, cannot, matchCapability, unverified } from '../../src/provider/capability.js'
import { bilingual } from '../../src/error/language.js'

const why = bilingual('No such call.', '没有该接口。')
const tell = matchCapability({
  can: () => 'can',
  cannot: (reason, link) => `cannot: ${reason.en} ${link}`,
  unverified: (reason, link) => `unverified: ${reason.zh} ${link}`,
})

describe('a capability', () => {
  test('says that the vendor can', () => {
    expect(tell(can)).toBe('can')
  })

  test('says why the vendor cannot, and where that is written', () => {
    expect(tell(cannot(why, 'https://vendor.example.com'))).toBe('cannot: No such call. https://vendor.example.com')
  })

  test('says that nobody has shown it yet', () => {
    expect(tell(unverified(why, 'https://vendor.example.com'))).toBe(
      'unverified: 没有该接口。 https://vendor.example.com',
    )
  })
})
