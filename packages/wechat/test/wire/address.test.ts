import { left, providerAt } from '../provider-under-test.js'
import { withReplies } from '../scripted-vendor.js'

const refusedWith = (errcode: number, errmsg: string) =>
  withReplies([JSON.stringify({ errcode, errmsg })], async ({ baseUrl }) =>
    left(await providerAt(baseUrl).app('wx-app-1').server.get()()),
  )

// docs/vendors/wechat.md A.4: the address that WeChat saw stands in `errmsg`.
describe('the address that WeChat does not let in', () => {
  test.each([
    [40164, 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist', '203.0.113.7'],
    [40164, 'invalid ip 198.51.100.20, not in whitelist rid: 65a0-1b2c', '198.51.100.20'],
    [40164, 'invalid ip 2001:db8::1f ipv6 2001:db8::1f, not in whitelist', '2001:db8::1f'],
    [61004, 'access clientip is not registered requestIP: 192.0.2.9', '192.0.2.9'],
    [45035, 'ip 192.0.2.10 not in whitelist', '192.0.2.10'],
  ])('is named in the message and in both hints: %i %s', async (code, errmsg, address) => {
    const error = await refusedWith(code, errmsg)
    expect(error).toMatchObject({ _tag: 'AddressNotAllowed', vendorCode: code, actor: 'platform', applied: 'no' })
    expect(error.message).toBe(`the IP address of this machine, ${address}, is not on the platform's list`)
    expect(error.hint.en).toContain(` ${address} to the list`)
    expect(error.hint.zh).toContain(`（${address}）`)
  })

  test.each(['not in whitelist', 'invalid ip 999.1.1.1', 'invalid ip :::, hint [1.2.3]', 'at 12:30:45 refused'])(
    'is not made up where WeChat names none: %s',
    async (errmsg) => {
      const error = await refusedWith(40164, errmsg)
      expect(error.message).toBe("the IP address of this machine is not on the platform's list")
      expect(error.hint.en).toContain('Add the outgoing IP address to the list')
      expect(error.hint.zh).toContain('出口 IP 加入白名单')
    },
  )
})
