import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'
import { vendorOption } from '../../args/options.js'

/**
 * The manual of `verify-file`.
 */
export const verifyFile: Manual = {
  least: 1,
  most: Number.MAX_SAFE_INTEGER,
  places: [{ name: 'HOST', about: bilingual('a host whose confirm file is fetched', '要检查校验文件的域名') }],
  options: [
    vendorOption,
    {
      name: 'app',
      value: 'ID',
      offers: 'app-id',
      about: bilingual(
        "check for this app's file; for the platform's where left out",
        '检查该小程序的校验文件，默认为平台的',
      ),
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
      about: bilingual(
        'asks the vendor for the file, and fetches it as the vendor would',
        '向厂商取得校验文件，再以厂商的方式抓取',
      ),
    },
    {
      line: 'mini-domains verify-file www.example.com shop.example.com --file 0a1b2c3d4e.txt',
      about: bilingual('compares with a file that you have', '与手头的文件比较'),
    },
  ],
  load: async () => (await import('./run.js')).verifyFile,
}
