import { bilingual } from '../../output/language.js'
import type { Manual } from '../../args/command.js'
import { concurrencyOption, outOption, reportOptions } from '../../args/options.js'

/**
 * The manual of `migrate`.
 */
export const migrate: Manual = {
  least: 3,
  most: 3,
  places: [
    { name: 'OLD', about: bilingual('the host that goes', '被替换的域名') },
    { name: 'NEW', about: bilingual('the host that comes in its place', '替换后的域名') },
    {
      name: 'STEP',
      about: bilingual('the step to take, in this order', '要执行的步骤，须依次进行'),
      choices: ['add', 'verify', 'remove'],
    },
  ],
  options: [
    outOption,
    ...reportOptions,
    {
      name: 'evidence',
      value: 'FILE',
      offers: 'file',
      about: bilingual(
        'what verify found; OLD-to-NEW.evidence.json where left out',
        '核对记录，默认 OLD-to-NEW.evidence.json',
      ),
    },
    {
      name: 'confirm',
      value: 'VENDOR',
      offers: 'vendor',
      many: true,
      about: bilingual(
        'all apps are released at this vendor, which cannot tell; may be repeated',
        '该厂商无法查询，由您确认已全部发布，可重复',
      ),
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
      about: bilingual('3. the old one goes; refused until 2 found all live', '3. 去掉旧域名；第 2 步未通过则拒绝'),
    },
  ],
  load: async () => (await import('./run.js')).migrate,
}
