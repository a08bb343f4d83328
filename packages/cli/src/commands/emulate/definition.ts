import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'

/**
 * The manual of `emulate`.
 */
export const emulate: Manual = {
  least: 0,
  most: 0,
  places: [],
  options: [
    {
      name: 'apps',
      value: 'N',
      about: bilingual('apps of each vendor; 3 where left out', '每个厂商的小程序数，默认 3'),
    },
    {
      name: 'port-wechat',
      value: 'PORT',
      about: bilingual("WeChat's port; a free one where left out", '微信的端口，默认自动选择'),
    },
    {
      name: 'port-baidu',
      value: 'PORT',
      about: bilingual("Baidu's port; a free one where left out", '百度的端口，默认自动选择'),
    },
    {
      name: 'write',
      value: 'FILE',
      offers: 'file',
      about: bilingual('write a config for this fleet', '写出与之对应的配置文件'),
    },
  ],
  examples: [
    {
      line: 'mini-domains emulate --apps 100 --write mini-domains.yaml',
      about: bilingual('a fleet to play with; Ctrl+C ends it', '可供试验的一批小程序；Ctrl+C 结束'),
    },
  ],
  load: async () => (await import('./run.js')).emulate,
}
