import { bilingual } from '../language.js'
import type { Manual } from '../command.js'
import { concurrencyOption, outOption, reportOptions } from '../option.js'

/**
 * The manual of `migrate`.
 */
export const migrate: Manual = {
  least: 3,
  most: 3,
  places: [{}, {}, { choices: ['add', 'verify', 'remove'] }],
  options: [
    outOption,
    ...reportOptions,
    {
      name: 'evidence',
      value: 'FILE',
      offers: 'file',
      about: bilingual('that it was verified; OLD-to-NEW.evidence.json', '核对记录，默认 OLD-to-NEW.evidence.json'),
    },
    {
      name: 'confirm',
      value: 'VENDOR',
      offers: 'vendor',
      many: true,
      about: bilingual('all apps were released at this vendor, which cannot tell', '该厂商无法查询，确认已全部发布'),
    },
    concurrencyOption,
  ],
  examples: [
    {
      line: 'mini-domains migrate old.example.com new.example.com add --out add.jsonl',
      about: bilingual(
        '1. the new one beside the old one; apply it, release all apps',
        '1. 加入新域名；执行后发布全部小程序',
      ),
    },
    {
      line: 'mini-domains migrate old.example.com new.example.com verify',
      about: bilingual('2. is it live everywhere?', '2. 核对是否全部生效'),
    },
    {
      line: 'mini-domains migrate old.example.com new.example.com remove --out remove.jsonl',
      about: bilingual('3. refused until 2 was well', '3. 未通过核对则拒绝'),
    },
  ],
  load: async () => (await import('../command/migrate.js')).migrate,
}
