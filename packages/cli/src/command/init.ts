import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Bilingual } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Task } from '../command.js'
import { readConfigFile } from '../config-file.js'
import type { Ending } from '../exit-code.js'
import { tellFailure } from '../failure.js'
import { isThere } from '../file-there.js'
import { bilingual } from '../language.js'
import { problem, tellError, tellProblem } from '../problem.js'
import { openSession, withSession } from '../session.js'
import { type Starter, starterConfig, variablesOf } from '../starter-config.js'

const words = (text: string | undefined): ReadonlyArray<string> =>
  (text ?? '').split(/[\s,]+/).filter((word) => word !== '')

type Asked<A> = { readonly answer: A } | 'gone'

/** Asks, unless it was said already or nobody can answer. Who goes away, with Ctrl+C or Ctrl+D, has not answered. */
const asker = ({ given, surroundings, voice }: Task) => {
  const isAsked = surroundings.input.isTerminal && given.text('vendor') === undefined && !voice.isJson
  const ask = async (question: Bilingual): Promise<Asked<string>> => {
    const answer = await surroundings.input.ask(`${voice.in(question)} `)
    return answer === undefined ? 'gone' : { answer }
  }
  return {
    many: async (name: string, question: Bilingual): Promise<Asked<ReadonlyArray<string>>> => {
      const said = given.texts(name).flatMap(words)
      if (said.length > 0 || !isAsked) return { answer: said }
      const asked = await ask(question)
      return asked === 'gone' ? asked : { answer: words(asked.answer) }
    },
    vendor: async (): Promise<Asked<string | undefined>> => {
      const said = given.text('vendor')
      if (said !== undefined || !isAsked) return { answer: said }
      const asked = await ask(bilingual('Which vendor, wechat or baidu?', '哪个厂商，wechat 还是 baidu？'))
      return asked === 'gone' ? asked : { answer: asked.answer.trim().toLowerCase() }
    },
  }
}

const vendorCalled = (name: string | undefined): Starter['vendor'] | undefined => {
  if (name === 'wechat' || name === '微信') return 'wechat'
  return name === 'baidu' || name === '百度' ? 'baidu' : undefined
}

const questions = [
  ['app', bilingual('Ids of apps, separated by spaces:', '小程序 ID（以空格分隔）：')],
  ['request', bilingual('Domains that they request:', '请求域名：')],
  ['socket', bilingual('Domains that they open sockets to:', 'socket 域名：')],
  ['webview', bilingual('Webview domains:', '业务域名：')],
] as const

const starterOf = async (task: Task): Promise<Starter | 'no-vendor' | 'gone'> => {
  const ask = asker(task)
  const named = await ask.vendor()
  if (named === 'gone') return named
  const vendor = vendorCalled(named.answer)
  if (vendor === undefined) return 'no-vendor'
  const answers: Array<ReadonlyArray<string>> = []
  for (const [name, question] of questions) {
    const asked = await ask.many(name, question)
    if (asked === 'gone' || task.stop.aborted) return 'gone'
    answers.push(asked.answer)
  }
  const [apps = [], request = [], socket = [], webview = []] = answers
  return { vendor, apps, request, socket, webview }
}

const missingVariables = ({ surroundings }: Task, vendor: Starter['vendor']): ReadonlyArray<string> =>
  [...Object.values(variablesOf(vendor)), 'MINI_DOMAINS_KEY'].filter(
    (name) => (surroundings.environment[name] ?? '') === '',
  )

/** Opens what was written, and makes one call, where the environment has what it takes. */
const checkCredentials = async (task: Task, vendor: Starter['vendor']): Promise<Ending> => {
  const { voice } = task
  const missing = missingVariables(task, vendor)
  if (missing.length > 0) {
    const list = missing.join(', ')
    voice.tell({ event: 'fact', name: 'credentials', value: { missing } })
    voice.line(
      voice.in(
        bilingual(
          `Set these, then run mini-domains doctor: ${list}`,
          `请设置以下环境变量，再运行 mini-domains doctor：${list}`,
        ),
      ),
    )
    if (missing.includes('MINI_DOMAINS_KEY')) voice.line('  export MINI_DOMAINS_KEY="$(openssl rand -base64 32)"')
    return 'done'
  }
  const config = await readConfigFile(task)
  if (E.isLeft(config)) return tellFailure(voice, config.left)
  const session = await openSession(task, config.right)
  if (E.isLeft(session)) return tellFailure(voice, session.left)
  return withSession(session.right, async ({ vendors }) => {
    const pool = await vendors[0]?.provider.platform.webview.get()
    if (pool === undefined || E.isRight(pool)) {
      voice.line(voice.in(bilingual('The credentials work.', '凭据有效。')))
      return 'done'
    }
    tellError(voice, pool.left)
    return 'partial'
  })
}

/**
 * Asks a few questions, writes a commented config, and checks the credentials.
 */
export const init = async (task: Task): Promise<Ending> => {
  const { given, surroundings, voice } = task
  const file = given.text('config') ?? 'mini-domains.yaml'
  const path = resolve(surroundings.folder, file)
  if (!given.has('force') && (await isThere(path))) {
    const message = bilingual(`${file} is there already`, `${file} 已存在`)
    tellProblem(voice, problem('file', message, bilingual('Add --force to write over it.', '加 --force 可覆盖。')))
    return 'unsafe'
  }
  const starter = await starterOf(task)
  if (starter === 'gone') return 'cancelled'
  if (starter === 'no-vendor') {
    const message = bilingual('no vendor was named', '没有指定厂商')
    tellProblem(
      voice,
      problem(
        'usage',
        message,
        bilingual('Say --vendor wechat or --vendor baidu.', '请用 --vendor wechat 或 --vendor baidu。'),
      ),
    )
    return 'error'
  }
  await writeFile(path, starterConfig(starter))
  voice.tell({ event: 'written', what: 'config', file })
  voice.line(voice.in(bilingual(`Wrote ${file}.`, `已写出 ${file}。`)))
  return checkCredentials(task, starter.vendor)
}
