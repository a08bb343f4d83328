import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'
import { vendorOption } from '../../args/options.js'

/**
 * The manual of `listen`.
 */
export const listen: Manual = {
  least: 0,
  most: 0,
  places: [],
  options: [
    {
      name: 'port',
      value: 'PORT',
      about: bilingual('the port to listen on; 8080 where left out', '监听端口，默认 8080'),
    },
    {
      name: 'host',
      value: 'ADDRESS',
      about: bilingual(
        'the address to listen on; 127.0.0.1 where left out, behind a proxy with TLS',
        '监听地址，默认 127.0.0.1，前面须有 TLS 代理',
      ),
    },
    vendorOption,
  ],
  examples: [
    {
      line: 'mini-domains listen --port 8080',
      about: bilingual(
        'all vendors that have pushes in the config, at one address',
        '配置了 pushes 的全部厂商，共用一个地址',
      ),
    },
    {
      line: 'mini-domains listen --vendor wechat --json',
      about: bilingual('an event a push, without secrets', '每次推送输出一个事件，不含机密'),
    },
  ],
  load: async () => (await import('./run.js')).listen,
}
