import { bilingual } from '../language.js'
import type { Manual } from '../command.js'

/**
 * The manual of `emulate`.
 */
export const emulate: Manual = {
  least: 0,
  most: 0,
  places: [],
  options: [
    { name: 'apps', value: 'N', about: bilingual('apps of each vendor; 3', '每个厂商的小程序数，默认 3') },
    { name: 'port-wechat', value: 'PORT', about: bilingual('a free one where left out', '默认自动选择') },
    { name: 'port-baidu', value: 'PORT', about: bilingual('a free one where left out', '默认自动选择') },
    { name: 'write', value: 'FILE', offers: 'file', about: bilingual('write a config for it', '写出对应的配置文件') },
  ],
  examples: [
    {
      line: 'mini-domains emulate --apps 100 --write mini-domains.yaml',
      about: bilingual('a fleet to play with; Ctrl+C ends it', '可供试验的一批小程序；Ctrl+C 结束'),
    },
  ],
  load: async () => (await import('../command/emulate.js')).emulate,
}
