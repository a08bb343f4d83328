import { Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'
import { domainOptions } from '../../args/options.js'

/**
 * Defines `init`.
 */
export const init: Define = (say) => ({
  command: new Command('init').description(
    say('ask a few questions and write a commented config', '提问并生成带注释的配置文件'),
  ),
  options: [
    new Option('-v, --vendor <wechat|baidu>', say('which vendor to begin with', '从哪个厂商开始')).choices([
      'wechat',
      'baidu',
    ]),
    new Option('--app <APP_ID...>', say('an app; may be repeated', '小程序 ID，可重复')),
    ...domainOptions(say, ['request', 'socket', 'webview']),
    new Option('--force', say('overwrite an existing file', '覆盖已有文件')),
  ],
  examples: [
    ['mini-domains init', say('asks everything', '逐项询问')],
    [
      'mini-domains init --vendor wechat --app wx0123456789abcdef --request api.example.com',
      say('asks nothing', '不询问'),
    ],
  ],
  load: async () => (await import('./run.js')).init,
})
