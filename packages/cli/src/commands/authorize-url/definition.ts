import { Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'
import { vendorOption } from '../../args/options.js'
import { exampleVendor } from '../../config/bundled-adapters.js'

/**
 * Defines `authorize-url`.
 */
export const authorizeUrl: Define = (say) => ({
  command: new Command('authorize-url').description(
    say('make the link with which a merchant authorises you', '生成商家授权链接'),
  ),
  options: [
    vendorOption(say),
    new Option('--redirect <URL>', say('the page of yours that the merchant comes back to', '授权后的回调地址')),
    new Option(
      '--app <APP_ID>',
      say('only this app may be authorised, where the vendor can', '仅允许授权该小程序（厂商支持时）'),
    ),
  ],
  examples: [
    [
      `mini-domains authorize-url --vendor ${exampleVendor} --redirect https://www.example.com/authorised`,
      say('for a computer and for a phone; good for one merchant', '电脑端与手机端各一个，仅可授权一次'),
    ],
  ],
  load: async () => (await import('./run.js')).authorizeUrl,
})
