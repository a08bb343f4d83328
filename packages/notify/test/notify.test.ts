import type { Clock } from '@mini-domains/core'
import { type Notice, type NotifyTarget, notify } from '../src/index.js'
import {
  type Mishap,
  type Receiver,
  dingtalkReceiver,
  feishuReceiver,
  slackReceiver,
  webhookReceiver,
  wecomReceiver,
} from './receiver.js'

const now = Date.UTC(2026, 10, 27, 2, 0, 0)

/** A clock that stands, and on which nobody waits. */
const clock: Clock & { readonly waited: Array<number> } = {
  waited: [],
  now: () => now,
  random: () => 0.5,
  timer: () => () => undefined,
  sleep: (ms) => {
    clock.waited.push(ms)
    return Promise.resolve()
  },
}

beforeEach(() => clock.waited.splice(0))

const key = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const secret = 'SEC0123456789abcdef0123456789abcdef'

const halted: Notice = {
  event: 'apply-halted',
  title: { en: 'wechat halted', zh: 'wechat 已暂停' },
  lines: [
    {
      en: 'too many failed: <@all> & <!channel> <at user_id="all">',
      zh: '失败过多：<@all> & <!channel> <at user_id="all">',
    },
  ],
  hint: { en: 'Run it again.', zh: '请再次运行。' },
  data: { vendor: 'wechat' },
}

const long: Notice = {
  ...halted,
  lines: Array.from({ length: 2000 }, (_, n) => ({ en: `app-${n} 小程序`, zh: `小程序 app-${n}` })),
}

type Form = readonly [
  name: string,
  start: (mishaps?: ReadonlyArray<Mishap>) => Promise<Receiver>,
  target: (url: string) => NotifyTarget,
]

const forms: ReadonlyArray<Form> = [
  ['webhook', (mishaps) => webhookReceiver(key, now, mishaps), (url) => ({ to: 'webhook', url, secret: key })],
  ['wecom', wecomReceiver, (url) => ({ to: 'wecom', url })],
  ['dingtalk', (mishaps) => dingtalkReceiver(secret, now, mishaps), (url) => ({ to: 'dingtalk', url, secret })],
  ['feishu', (mishaps) => feishuReceiver(secret, now, mishaps), (url) => ({ to: 'feishu', url, secret })],
  ['slack', slackReceiver, (url) => ({ to: 'slack', url })],
]

const tell = (target: NotifyTarget, ...notices: ReadonlyArray<Notice>) => notify([target], notices, { clock })()

describe.each(forms)('a message to %s', (name, start, target) => {
  test('is taken by a receiver that checks what its vendor checks, in the language of the reader', async () => {
    const receiver = await start()
    expect(await tell(target(receiver.url), halted)).toEqual([])
    expect(await tell({ ...target(receiver.url), lang: 'zh' }, halted)).toEqual([])
    const [english, chinese] = receiver.taken.map(({ text }) => text)
    expect(english).toContain('mini-domains: wechat halted')
    expect(english).toContain('→ Run it again.')
    expect(chinese).toContain('mini-domains: wechat 已暂停')
    expect(chinese).toContain('→ 请再次运行。')
  })

  test('brings no mention along that foreign text holds', async () => {
    const receiver = await start()
    await tell(target(receiver.url), halted)
    const [text = ''] = receiver.taken.map((taken) => taken.text)
    if (name === 'slack') expect(text).toContain('&lt;@all&gt; &amp; &lt;!channel&gt;')
    if (name === 'wecom') expect(text).not.toContain('<@')
    if (name === 'feishu') expect(text).not.toContain('<at')
  })

  test('is cut to what is taken, and says how much was left out', async () => {
    const receiver = await start()
    expect(await tell({ ...target(receiver.url), lang: 'zh' }, long)).toEqual([])
    const [text = ''] = receiver.taken.map((taken) => taken.text)
    expect(text).toContain('小程序 app-0')
    expect(text).toMatch(/…… 另有 \d+ 项/)
    expect(text).toContain('→ 请再次运行。')
  })

  test('is tried again where the connection broke and where the receiver is out of order', async () => {
    const receiver = await start(['drop', { status: 503 }])
    expect(await tell(target(receiver.url), halted)).toEqual([])
    expect(receiver.tries()).toBe(3)
    expect(clock.waited).toEqual([500, 1000])
  })

  test('is given up after four tries, and the failure tells no key of the address', async () => {
    const receiver = await start(['drop', 'drop', 'drop', 'drop', 'drop'])
    const failures = await tell(target(receiver.url), halted)
    expect(failures).toMatchObject([{ to: name, reason: 'unreachable' }])
    expect(receiver.tries()).toBe(4)
    const told = JSON.stringify(failures)
    for (const part of ['of-the-address', '693a91f6', '566cc69d', 'XXXXXXXXXXXX', key, secret])
      expect(told).not.toContain(part)
  })

  test('that is refused is not tried again', async () => {
    const receiver = await start([{ status: 403, body: 'action_prohibited' }])
    expect(await tell(target(receiver.url), halted)).toMatchObject([{ reason: 'refused', httpStatus: 403 }])
    expect(receiver.tries()).toBe(1)
  })

  test('follows no redirect with the key in its address', async () => {
    const receiver = await start([{ status: 307 }])
    expect(await tell(target(receiver.url), halted)).toMatchObject([{ reason: 'refused', httpStatus: 307 }])
  })
})

describe('a robot that says with status 200 that it took nothing', () => {
  test('is a failure with its code and what to do', async () => {
    const dingtalk = await dingtalkReceiver('another secret', now)
    const feishu = await feishuReceiver('another secret', now)
    const wecom = await wecomReceiver([{ status: 200, body: '{"errcode":93000,"errmsg":"invalid webhook url"}' }])
    const targets: ReadonlyArray<NotifyTarget> = [
      { to: 'dingtalk', url: dingtalk.url, secret },
      { to: 'feishu', url: feishu.url, secret },
      { to: 'wecom', url: wecom.url },
    ]
    const failures = await notify(targets, [halted], { clock })()
    expect(failures.map(({ to, reason, code }) => ({ to, reason, code }))).toEqual([
      { to: 'dingtalk', reason: 'refused', code: 310000 },
      { to: 'feishu', reason: 'refused', code: 19021 },
      { to: 'wecom', reason: 'refused', code: 93000 },
    ])
    expect(failures[0]?.hint.zh).toContain('加签')
  })

  test('is tried again where it was asked too often', async () => {
    const receiver = await dingtalkReceiver(secret, now, [{ status: 200, body: '{"errcode":130101}' }])
    expect(await tell({ to: 'dingtalk', url: receiver.url, secret }, halted)).toEqual([])
    expect(receiver.tries()).toBe(2)
  })

  test('is not believed where its reply has no code', async () => {
    const receiver = await wecomReceiver([{ status: 200, body: '<html>log in</html>' }])
    expect(await tell({ to: 'wecom', url: receiver.url }, halted)).toMatchObject([{ reason: 'refused' }])
  })
})

describe('a webhook', () => {
  test('has the same id over all tries, and says what happened to programs', async () => {
    const receiver = await webhookReceiver(key, now, ['drop'])
    await tell({ to: 'webhook', url: receiver.url, secret: key }, halted)
    const [taken] = receiver.taken
    expect(taken?.headers['webhook-id']).toMatch(/^msg_[0-9a-z]+$/)
    expect(JSON.parse(taken?.text ?? '')).toMatchObject({
      type: 'apply-halted',
      timestamp: '2026-11-27T02:00:00.000Z',
      data: { vendor: 'wechat', title: { en: 'wechat halted', zh: 'wechat 已暂停' } },
    })
  })

  test('waits as long as it is asked to, and not where that is long', async () => {
    const patient = await webhookReceiver(key, now, [{ status: 429, after: '3' }])
    expect(await tell({ to: 'webhook', url: patient.url, secret: key }, halted)).toEqual([])
    expect(clock.waited).toEqual([3000])
    const busy = await webhookReceiver(key, now, [{ status: 429, after: '3600' }])
    expect(await tell({ to: 'webhook', url: busy.url, secret: key }, halted)).toMatchObject([{ reason: 'busy' }])
  })
})

describe('targets', () => {
  test('get what they want, and a test in any case', async () => {
    const receiver = await slackReceiver()
    const target: NotifyTarget = { to: 'slack', url: receiver.url, on: ['budget-low'] }
    await tell(target, halted, { ...halted, event: 'budget-low' }, { ...halted, event: 'test' })
    expect(receiver.taken).toHaveLength(2)
  })

  test.each<readonly [string, NotifyTarget, string]>([
    ['an address that is none', { to: 'slack', url: 'hooks.slack.com' }, 'address'],
    [
      'a key over the net in the clear',
      { to: 'wecom', url: 'http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k' },
      'address',
    ],
    ['a webhook without a secret', { to: 'webhook', url: 'https://ops.example.com/' }, 'secret'],
    ['a secret that is too short', { to: 'webhook', url: 'https://ops.example.com/', secret: 'short' }, 'secret'],
    ['a secret where there is none', { to: 'slack', url: 'https://hooks.slack.com/services/T/B/X', secret }, 'secret'],
  ])('with %s get nothing, and that is told', async (_, target, reason) => {
    expect(await tell(target, halted)).toMatchObject([{ reason }])
  })

  test('that never reply end at the deadline', async () => {
    const late = new AbortController()
    late.abort()
    const receiver = await slackReceiver()
    const failures = await notify([{ to: 'slack', url: receiver.url }], [halted], { clock, signal: late.signal })()
    expect(failures).toMatchObject([{ reason: 'timed-out' }])
  })
})
