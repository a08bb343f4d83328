import { greeting, greetingText } from '../src/greeting.js'
import { withEmulator } from './client.js'

describe('the greeting', () => {
  it(
    'says where each vendor listens and with which tokens to begin',
    withEmulator(async (emulator) => {
      const { wechat, baidu } = greeting(emulator)
      expect(wechat.baseUrl).toBe(emulator.wechat.baseUrl)
      expect(wechat.platformToken).toBe('token-wx-platform')
      expect(baidu.appTokens['bd-app-1']).toBe('45.bd-app-1.3600.4102444800.emulator')
      expect(greetingText(emulator)).toContain(`baidu   ${emulator.baidu.baseUrl}`)
      expect((await fetch(`${baidu.baseUrl}/_emulator/state`)).status).toBe(200)
    }),
  )
})
