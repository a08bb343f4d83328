import type { Command } from '../args/command.js'
import { bilingual } from '../output/language.js'

/**
 * All commands, in the order of the help.
 */
export const commandTable: ReadonlyArray<Command> = [
  {
    name: 'init',
    words: '',
    about: bilingual('ask a few questions and write a commented config', '提问并生成带注释的配置文件'),
    manual: async () => (await import('./init/definition.js')).init,
  },
  {
    name: 'doctor',
    words: '',
    about: bilingual('check config, tokens, clock, proxy, store and Node', '检查配置、令牌、时钟、代理、存储与 Node'),
    manual: async () => (await import('./doctor/definition.js')).doctor,
  },
  {
    name: 'apps',
    words: '',
    about: bilingual('list the apps of the desired state', '列出期望状态中的小程序'),
    manual: async () => (await import('./apps/definition.js')).apps,
  },
  {
    name: 'plan',
    words: '',
    about: bilingual('read the lists and show what would change', '读取列表并显示将发生的变更'),
    manual: async () => (await import('./plan/definition.js')).plan,
  },
  {
    name: 'apply',
    words: 'PLAN',
    about: bilingual('carry a saved plan out, exactly', '严格执行已保存的计划'),
    manual: async () => (await import('./apply/definition.js')).apply,
  },
  {
    name: 'verify',
    words: '',
    about: bilingual('compare desired, configured and live', '对比期望、已配置与已生效'),
    manual: async () => (await import('./verify/definition.js')).verify,
  },
  {
    name: 'migrate',
    words: 'OLD NEW add|verify|remove',
    about: bilingual('put a host in the place of another, step by step', '逐步以新域名替换旧域名'),
    manual: async () => (await import('./migrate/definition.js')).migrate,
  },
  {
    name: 'verify-file',
    words: 'HOST...',
    about: bilingual('check that hosts serve the confirm file as vendors want it', '检查域名是否正确提供校验文件'),
    manual: async () => (await import('./verify-file/definition.js')).verifyFile,
  },
  {
    name: 'get',
    words: 'APP...',
    about: bilingual('read the lists of apps', '读取小程序的域名列表'),
    manual: async () => (await import('./get/definition.js')).get,
  },
  {
    name: 'add',
    words: 'APP',
    about: bilingual('add domains to the lists of an app, leave the rest', '为小程序增加域名，其余不动'),
    manual: async () => (await import('./change/add.js')).add,
  },
  {
    name: 'delete',
    words: 'APP',
    about: bilingual('take domains off the lists of an app', '删除小程序的域名'),
    manual: async () => (await import('./change/delete.js')).remove,
  },
  {
    name: 'set',
    words: 'APP',
    about: bilingual('make the kinds that are named hold exactly these domains', '让所列种类恰好只含这些域名'),
    manual: async () => (await import('./change/set.js')).set,
  },
  {
    name: 'pool',
    words: 'get|add|delete|set',
    about: bilingual('read or change the platform pool', '查看或修改平台域名池'),
    manual: async () => (await import('./pool/definition.js')).pool,
  },
  {
    name: 'tokens',
    words: 'status|import [APP...|FILE]',
    about: bilingual('tell how tokens stand, or import refresh tokens', '查看令牌状态，或导入刷新令牌'),
    manual: async () => (await import('./tokens/definition.js')).tokens,
  },
  {
    name: 'listen',
    words: '',
    about: bilingual("take the vendors' pushes: tickets and authorisations", '接收厂商推送：票据与授权'),
    manual: async () => (await import('./listen/definition.js')).listen,
  },
  {
    name: 'secret',
    words: 'put|list|remove [NAME]',
    about: bilingual('keep the secrets that the config refers to', '保存配置所引用的机密'),
    manual: async () => (await import('./secret/definition.js')).secret,
  },
  {
    name: 'emulate',
    words: '',
    about: bilingual('run WeChat and Baidu on this machine, to try things', '在本机运行微信与百度模拟服务'),
    manual: async () => (await import('./emulate/definition.js')).emulate,
  },
  {
    name: 'completion',
    words: 'bash|zsh|fish',
    about: bilingual('print a completion script for your shell', '输出 shell 补全脚本'),
    manual: async () => (await import('./completion/definition.js')).completion,
  },
]
