import { Argument, Command, Option } from 'commander'
import type { Define } from '../../args/definition.js'
import { concurrencyOption, dangers, reportOption, writingOptions } from '../../args/options.js'

/**
 * Defines `apply`.
 */
export const apply: Define = (say) => ({
  command: new Command('apply')
    .description(say('carry out a saved plan, exactly', '严格执行已保存的计划'))
    .addArgument(new Argument('<PLAN>', say('what plan --out saved', '由 plan --out 保存的计划'))),
  options: [
    new Option('--allow <DANGER...>', say('allow this danger; may be repeated', '允许此类危险操作，可重复')).choices(
      dangers,
    ),
    new Option(
      '--canary <N|N%>',
      say(
        'make this many changes at each vendor first, the rest only if they go well',
        '每个厂商先执行这么多项变更，顺利后再执行其余',
      ),
    ),
    new Option(
      '--only-failed',
      say('only what an earlier run of this plan tried and failed at', '只执行此前运行中失败的变更'),
    ),
    new Option(
      '--workers',
      say(
        'let the workers of all machines carry it out; the store must be on Redis',
        '交由各机器上的 worker 执行；存储须在 Redis 上',
      ),
    ),
    new Option(
      '--detach',
      say(
        'with --workers: leave it for them, one of which feeds it; run again without it to watch',
        '与 --workers 同用：交给 worker 后即退出，由其中之一下发；不带该选项再次运行可查看',
      ),
    ),
    reportOption(say),
    concurrencyOption(say),
    ...writingOptions(say),
  ],
  examples: [
    [
      'mini-domains apply plan.jsonl',
      say(
        'asks first where it takes something away or changes a pool',
        '会移除域名或修改平台域名池时，先显示计划并询问',
      ),
    ],
    [
      'mini-domains apply plan.jsonl --yes --canary 5% --allow app-deletes',
      say('in a script; run it again to go on after a break', '在脚本中；中断后再次运行即可续跑'),
    ],
    [
      'mini-domains apply plan.jsonl --only-failed --report failed.md',
      say('once merchants have acted: what failed, again', '商家处理之后，重新执行失败的部分'),
    ],
    [
      'mini-domains apply plan.jsonl --workers',
      say('fed from here, done wherever mini-domains worker runs', '由本机下发，由运行 mini-domains worker 的机器执行'),
    ],
    [
      'mini-domains apply plan.jsonl --workers --detach --yes',
      say(
        'goes on without this machine; status, cancel, and apply --workers to watch',
        '不依赖本机继续执行；可用 status、cancel 查看与停止',
      ),
    ],
  ],
  load: async () => (await import('./run.js')).apply,
})
