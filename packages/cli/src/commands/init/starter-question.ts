import type { Kind } from '@mini-domains/core'
import { parseDomain } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Context } from '../../context.js'
import { bilingual } from '../../output/language.js'
import { type Problem, problem, reportProblem } from '../../output/problem.js'
import type { Starter } from './starter-config.js'

/**
 * Why there is no answer: who was asked went away, or what was said is wrong.
 */
export type NoAnswer = 'gone' | Problem

interface Question<A> {
  /** The option that answers it beforehand. */
  readonly name: string
  readonly text: ReturnType<typeof bilingual>
  readonly read: (words: ReadonlyArray<string>) => E.Either<Problem, A>
}

const wordsOf = (text: string): ReadonlyArray<string> => [
  ...new Set(text.split(/[\s,，、;；]+/).filter((word) => word !== '')),
]

const vendors: ReadonlyMap<string, Starter['vendor']> = new Map([
  ['wechat', 'wechat'],
  ['微信', 'wechat'],
  ['baidu', 'baidu'],
  ['百度', 'baidu'],
])

const vendorQuestion: Question<Starter['vendor']> = {
  name: 'vendor',
  text: bilingual('Which vendor, wechat or baidu?', '哪个厂商，wechat 还是 baidu？'),
  read: ([word]) => {
    const vendor = word === undefined ? undefined : vendors.get(word.toLowerCase())
    if (vendor !== undefined) return E.right(vendor)
    const message =
      word === undefined
        ? bilingual('no vendor was named', '没有指定厂商')
        : bilingual(`there is no vendor "${word}" to start with`, `没有可用的厂商“${word}”`)
    const hint = bilingual('Say --vendor wechat or --vendor baidu.', '请用 --vendor wechat 或 --vendor baidu。')
    return E.left(problem('usage', message, hint))
  },
}

const appQuestion: Question<ReadonlyArray<string>> = {
  name: 'app',
  text: bilingual('Ids of apps, separated by spaces:', '小程序 ID（以空格分隔）：'),
  read: E.right,
}

// Ports and hosts that only some vendors take are for the plan to judge.
const anyRules = { ports: true, forbiddenHosts: [] }

const domainQuestion = (kind: Kind, text: Question<unknown>['text']): Question<ReadonlyArray<string>> => ({
  name: kind,
  text,
  read: (words) => {
    for (const word of words) {
      const domain = parseDomain(kind, anyRules)(word)
      if (E.isRight(domain)) continue
      const message = bilingual(`${word} cannot be a ${kind} domain`, `${word} 不能作为 ${kind} 域名`)
      return E.left(problem('usage', message, domain.left.hint))
    }
    return E.right(words)
  },
})

const requestQuestion = domainQuestion('request', bilingual('Domains that they request:', '请求域名：'))
const socketQuestion = domainQuestion('socket', bilingual('Domains that they open sockets to:', 'socket 域名：'))
const webviewQuestion = domainQuestion('webview', bilingual('Webview domains:', '业务域名：'))

/** Asks until the answer is right, or who is asked goes away. */
const askFor = async <A>(context: Context, question: Question<A>): Promise<E.Either<NoAnswer, A>> => {
  const { io, reporter, stop } = context
  for (;;) {
    const typed = await io.input.ask(`${reporter.say(question.text)} `, stop)
    if (typed === undefined || stop.aborted) return E.left('gone')
    const answer = question.read(wordsOf(typed))
    if (E.isRight(answer)) return answer
    reportProblem(reporter, answer.left)
  }
}

/**
 * Learns what a first config is to hold: from the options, and where no vendor is among them and somebody is there, by asking.
 */
export const askStarter = (context: Context): TE.TaskEither<NoAnswer, Starter> => {
  const { args, io, reporter } = context
  const asks = io.input.isTerminal && !args.has('vendor') && !reporter.isJson
  const answerTo =
    <A>(question: Question<A>): TE.TaskEither<NoAnswer, A> =>
    async () => {
      const said = args.texts(question.name).flatMap(wordsOf)
      return said.length > 0 || !asks ? question.read(said) : askFor(context, question)
    }
  return pipe(
    TE.Do,
    TE.bind('vendor', () => answerTo(vendorQuestion)),
    TE.bind('apps', () => answerTo(appQuestion)),
    TE.bind('request', () => answerTo(requestQuestion)),
    TE.bind('socket', () => answerTo(socketQuestion)),
    TE.bind('webview', () => answerTo(webviewQuestion)),
  )
}
