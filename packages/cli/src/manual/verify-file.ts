import { bilingual } from '../language.js'
import type { Manual } from '../command.js'
import { vendorOption } from '../option.js'

/**
 * The manual of `verify-file`.
 */
export const verifyFile: Manual = {
  least: 1,
  most: Number.MAX_SAFE_INTEGER,
  places: [{}],
  options: [
    vendorOption,
    {
      name: 'app',
      value: 'ID',
      offers: 'app-id',
      about: bilingual("the app's file; the platform's where left out", '小程序的校验文件，默认为平台的'),
    },
    {
      name: 'file',
      value: 'FILE',
      offers: 'file',
      about: bilingual('compare with this file, ask no vendor', '与本地文件比较，不询问厂商'),
    },
  ],
  examples: [
    {
      line: 'mini-domains verify-file www.example.com --vendor wechat',
      about: bilingual('fetches it as the vendor would', '以厂商的方式抓取'),
    },
  ],
  load: async () => (await import('../command/verify-file.js')).verifyFile,
}
