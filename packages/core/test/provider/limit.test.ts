import { fact } from '../../src/provider/fact.js'
import { type ListLimits, LimitsConfig, overrideLimits } from '../../src/provider/limit.js'
import { right } from '../either.js'

const limits: ListLimits = {
  perKind: fact(200, 'docs/vendors/wechat.md A.1.4', '2024-05', 'vendor document'),
  ports: fact(false, 'docs/vendors/wechat.md A.1.4', '2024-05', 'vendor document'),
  forbiddenHosts: fact(['api.example.com'], 'docs/vendors/wechat.md A.1.4', '2024-05', 'vendor document'),
}

describe('the limits of a list', () => {
  test('are those of the vendor where the config says nothing', () => {
    expect(overrideLimits(limits, undefined)).toEqual(limits)
    expect(overrideLimits(limits, {})).toEqual(limits)
  })

  test('are those of the config where it speaks, and say that they come from it', () => {
    const config = right(
      LimitsConfig.decode({
        app: { server: { perKind: 300, total: 1000, ports: true, forbiddenHosts: [], monthlyModifications: 60 } },
      }),
    )
    expect(overrideLimits(limits, config.app?.server)).toEqual({
      perKind: fact(300, 'config', '', 'config'),
      total: fact(1000, 'config', '', 'config'),
      ports: fact(true, 'config', '', 'config'),
      forbiddenHosts: fact([], 'config', '', 'config'),
      monthlyModifications: fact(60, 'config', '', 'config'),
    })
  })

  test('forbid a host of the config however it is written', () => {
    const { forbiddenHosts } = overrideLimits(limits, { forbiddenHosts: ['API.Example.com/', 'https://例子.中国'] })
    expect(forbiddenHosts.value).toEqual(['api.example.com', 'xn--fsqu00a.xn--fiqs8s'])
  })
})
