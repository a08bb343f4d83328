import { readCommandLine } from '../src/command-line.js'

describe('the command line', () => {
  it('starts both vendors on free ports when nothing is said', () => {
    expect(readCommandLine([])).toEqual({
      json: false,
      help: false,
      options: { profile: 'default', ports: { wechat: 0, baidu: 0 } },
    })
  })

  it('takes ports, a profile and JSON', () => {
    const line = readCommandLine(['--port-wechat', '8001', '--port-baidu=8002', '--profile', 'legacy', '--json'])
    expect(line).toEqual({
      json: true,
      help: false,
      options: { profile: 'legacy', ports: { wechat: 8001, baidu: 8002 } },
    })
  })

  it.each([[['--port-wechat', 'x']], [['--profile', 'none']], [['--unknown']]])('refuses %j', (args) => {
    expect(() => readCommandLine(args)).toThrow(args[0] ?? '')
  })
})
