import { spentNothing, spentOne } from '@mini-domains/core/adapter'
import { type RejectedDomain } from '../../src/apply/apply-event.js'
import { itemGroup } from '../../src/report/group-words.js'

const hint = { en: 'Use another domain.', zh: '请更换域名。' }

const groupOf = (of: Partial<RejectedDomain>) =>
  itemGroup({
    event: 'item',
    address: { vendor: 'huawei', app: 'hw-1', list: 'server' },
    wave: 'rest',
    status: 'partial',
    ...spentOne,
    rejected: [
      { kind: 'request', domain: 'https://a.com', reason: 'bound-to-too-many', actor: 'platform', hint, ...of },
    ],
  })

describe('a change that was taken in part', () => {
  test('is told with the code and the words that the vendor gave of each domain', () => {
    expect(groupOf({ vendorCode: 205980189, vendorMessage: '绑定到域名的应用数量达到上限' })?.details).toEqual([
      {
        en: 'request https://a.com: bound-to-too-many (205980189 绑定到域名的应用数量达到上限)',
        zh: 'request https://a.com：绑定的小程序过多（205980189 绑定到域名的应用数量达到上限）',
      },
    ])
  })

  test('is told by our word alone where the vendor gave none of the domain', () => {
    expect(groupOf({})?.details).toEqual([
      { en: 'request https://a.com: bound-to-too-many', zh: 'request https://a.com：绑定的小程序过多' },
    ])
  })
})

test('a change that the store kept from being sent is told with that cause, and what to do', () => {
  const group = itemGroup({
    event: 'item',
    address: { vendor: 'huawei', app: 'hw-1', list: 'server' },
    wave: 'rest',
    status: 'failed',
    ...spentNothing,
  })
  expect(group?.details.map(({ en }) => en)).toEqual([
    'the store did not take down what was to be sent: nothing was sent',
  ])
  expect(group).toMatchObject({ actor: 'caller', hint: { en: 'Run it again once the store answers.' } })
})
