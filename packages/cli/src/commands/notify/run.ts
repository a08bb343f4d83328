import type { Notice } from '@mini-domains/notify'
import { withConfig } from '../../config/session.js'
import type { Context } from '../../context.js'
import { tell } from '../../notify/tell.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { bilingual } from '../../output/language.js'
import { problem, reportProblem } from '../../output/problem.js'

const test: Notice = {
  event: 'test',
  title: bilingual('a test message', '测试消息'),
  lines: [bilingual('Messages of this config arrive here.', '该配置的通知将发送到此处。')],
  data: {},
}

/**
 * Sends a test message to everyone under `notify:`, whatever they want to hear of.
 */
export const notify = (context: Context): Promise<ExitStatus> =>
  withConfig(context, async (config) => {
    const { reporter } = context
    const count = config.desired.content.notify?.length ?? 0
    if (count === 0) {
      const message = bilingual('the config has nobody to tell', '配置中没有通知接收方')
      const hint = bilingual(
        'Write one: notify: [{ to: wecom, url: { env: WECOM_ROBOT_URL } }]',
        '请添加：notify: [{ to: wecom, url: { env: WECOM_ROBOT_URL } }]',
      )
      reportProblem(reporter, problem('config', message, hint))
      return 'error'
    }
    const failed = await tell(context, config, [test])
    reporter.line(
      reporter.say(
        bilingual(`${count - failed} of ${count} messages arrived`, `${count} 条消息，送达 ${count - failed} 条`),
      ),
    )
    return failed === 0 ? 'done' : 'error'
  })
