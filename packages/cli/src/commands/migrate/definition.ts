import { Argument, Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'
import { concurrencyOption, planFileOptions, selectionOptions } from '../../args/options.js'

/**
 * Defines `migrate`.
 */
export const migrate: Define = (say) => ({
  command: new Command('migrate')
    .description(say('replace a host by another, step by step', '逐步以新域名替换旧域名'))
    .addArgument(new Argument('<OLD>', say('the host to be replaced', '被替换的域名')))
    .addArgument(new Argument('<NEW>', say('the host that replaces it', '替换后的域名')))
    .addArgument(
      new Argument('<STEP>', say('the step to take, in this order', '要执行的步骤，须依次进行')).choices([
        'add',
        'verify',
        'remove',
      ]),
    ),
  options: [
    ...selectionOptions(say),
    ...planFileOptions(say),
    new Option(
      '--evidence <FILE>',
      say('what verify found; OLD-to-NEW.evidence.json by default', '核对记录，默认 OLD-to-NEW.evidence.json'),
    ),
    new Option(
      '--confirm <VENDOR...>',
      say(
        'all apps are released at this vendor, which cannot tell; may be repeated',
        '该厂商无法查询，由您确认已全部发布，可重复',
      ),
    ),
    new Option(
      '--write',
      say(
        'add: write the migration into the config; remove: write the new host there in the place of the old one',
        'add：将迁移写入配置；remove：将配置中的旧域名改为新域名',
      ),
    ),
    concurrencyOption(say),
  ],
  examples: [
    [
      'mini-domains migrate old.example.com new.example.com add --write --out add.jsonl',
      say('1. the new one beside the old one; apply it, release all apps', '1. 加入新域名；执行后发布全部小程序'),
    ],
    [
      'mini-domains migrate old.example.com new.example.com verify',
      say('2. is it live everywhere?', '2. 核对是否全部生效'),
    ],
    [
      'mini-domains migrate old.example.com new.example.com remove --write --out remove.jsonl',
      say('3. the old one goes; refused until 2 found all live', '3. 去掉旧域名；第 2 步未通过则拒绝'),
    ],
  ],
  load: async () => (await import('./run.js')).migrate,
})
