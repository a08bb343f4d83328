import { openings } from '../src/index.js'
import { greetingText, readCommandLine } from '../src/command-line.js'
import { withEmulator } from './client.js'

describe('the command line', () => {
  it('starts every vendor on free ports when nothing is said', () => {
    expect(readCommandLine([])).toEqual({
      json: false,
      help: false,
      options: { profile: 'default', ports: { wechat: 0, baidu: 0, douyin: 0, huawei: 0 } },
    })
  })

  it('takes ports, a profile and JSON', () => {
    const line = readCommandLine(['--port-wechat', '8001', '--port-baidu=8002', '--profile', 'legacy', '--json'])
    expect(line).toEqual({
      json: true,
      help: false,
      options: { profile: 'legacy', ports: { wechat: 8001, baidu: 8002, douyin: 0, huawei: 0 } },
    })
  })

  it.each([[['--port-wechat', 'x']], [['--profile', 'none']], [['--unknown']]])('refuses %j', (args) => {
    expect(() => readCommandLine(args)).toThrow(args[0] ?? '')
  })
})

describe('the greeting', () => {
  it(
    'says where each vendor listens and with which tokens to begin',
    withEmulator(async (emulator) => {
      const { wechat, baidu, huawei } = openings(emulator)
      expect(wechat.baseUrl).toBe(emulator.wechat.baseUrl)
      expect(wechat.platformToken).toBe('token-wx-platform')
      expect(baidu.appTokens['bd-app-1']).toBe('45.bd-app-1.3600.4102444800.emulator')
      expect(huawei).toMatchObject({
        appTokens: { 'hw-app-3': huawei.platformToken },
        appIds: ['hw-app-1', 'hw-app-2', 'hw-app-3'],
      })
      expect(greetingText(emulator)).toContain(`baidu   ${emulator.baidu.baseUrl}`)
      expect((await fetch(`${baidu.baseUrl}/_emulator/state`)).status).toBe(200)
    }),
  )
})
