import { dirname, resolve } from 'node:path'
import type { Bilingual, DomainAdapter, Kind } from '@mini-domains/core'
import { parseDomain } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import type * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { pipe } from 'fp-ts/lib/function.js'
import { knownColumns } from '@mini-domains/fleet'
import { appLines } from '../../config/config-file.js'
import { loadAdapter } from '../../config/adapter-package.js'
import { bundledAdapters, bundledVendors } from '../../config/bundled-adapters.js'
import type { Context } from '../../context.js'
import { bilingual } from '../../output/language.js'
import { type Problem, problem, reportProblem } from '../../output/problem.js'
import type { Starter } from './starter-config.js'
import { type NamedAdapter, vendorsMeant } from './vendor-words.js'

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

/** Some things of which one is meant: `a, b or c`. */
const either = (words: ReadonlyArray<string>): Bilingual => {
  const before = words.slice(0, -1).join(', ')
  const last = words.at(-1) ?? ''
  return before === '' ? bilingual(last, ` ${last}`) : bilingual(`${before} or ${last}`, ` ${words.join(' 或 ')}`)
}

const options = bundledVendors.map((vendor) => `--vendor ${vendor}`)

const sayVendor = bilingual(`Say ${either(options).en}.`, `请用${either(options).zh}。`)

const shownVendor = ({ adapter: { vendor, displayName } }: NamedAdapter): Bilingual =>
  displayName === undefined
    ? bilingual(vendor, vendor)
    : bilingual(`${vendor} (${displayName.en})`, `${vendor}（${displayName.zh}）`)

const isCalled = ({ vendor, displayName }: DomainAdapter, word: string): boolean =>
  [vendor, displayName?.en, displayName?.zh].some((name) => name?.toLowerCase() === word.toLowerCase())

const vendorQuestion = (known: ReadonlyArray<NamedAdapter>): Question<ReadonlyArray<NamedAdapter>> => {
  const shown = known.map(shownVendor)
  return {
    name: 'vendor',
    text: bilingual(
      `Which vendors, ${either(shown.map(({ en }) => en)).en}?`,
      `哪些厂商：${shown.map(({ zh }) => zh).join('、')}？`,
    ),
    read: (words) => {
      if (words.length === 0)
        return E.left(problem('usage', bilingual('no vendor was named', '没有指定厂商'), sayVendor))
      const strange = words.find((word) => !known.some(({ adapter }) => isCalled(adapter, word)))
      return strange === undefined
        ? E.right(known.filter(({ adapter }) => words.some((word) => isCalled(adapter, word))))
        : E.left(
            problem(
              'usage',
              bilingual(`there is no vendor "${strange}" to start with`, `没有可用的厂商“${strange}”`),
              sayVendor,
            ),
          )
    },
  }
}

type StarterApp = Starter['apps'][number]

const ofNobody = (word: string, vendors: ReadonlyArray<NamedAdapter>): Problem => {
  const ways = either(vendors.map(({ adapter }) => `${adapter.vendor}/${word}`))
  return problem(
    'usage',
    bilingual(`which vendor has the app ${word}?`, `小程序 ${word} 属于哪个厂商？`),
    bilingual(`Write it as ${ways.en}.`, `请写作${ways.zh}。`),
  )
}

const appOf =
  (vendors: ReadonlyArray<NamedAdapter>) =>
  (word: string): E.Either<Problem, StarterApp> => {
    const [only, ...others] = vendors.map(({ adapter }) => adapter.vendor)
    const slash = word.indexOf('/')
    const vendor = slash > 0 ? word.slice(0, slash) : others.length === 0 ? only : undefined
    return vendor === undefined || !vendors.some(({ adapter }) => adapter.vendor === vendor)
      ? E.left(ofNobody(word.slice(slash + 1), vendors))
      : E.right({ id: word.slice(slash + 1), vendor })
  }

const appQuestion = (vendors: ReadonlyArray<NamedAdapter>): Question<ReadonlyArray<StarterApp>> => ({
  name: 'app',
  text: bilingual('Ids of apps, separated by spaces:', '小程序 ID（以空格分隔）：'),
  read: E.traverseArray(appOf(vendors)),
})

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

/** The adapters that the vendor is chosen from: the one that an option names, else all that come with the command. */
const choosable = ({ args, io }: Context): TE.TaskEither<Problem, ReadonlyArray<NamedAdapter>> => {
  const vendors = args.texts('vendor').flatMap(wordsOf)
  const named = args.text('adapter')
  const bundled = bundledAdapters.filter(({ vendor }) => vendors.length === 0 || vendors.includes(vendor))
  const names = named === undefined ? bundled.map(({ name }) => name) : [named]
  return TE.traverseArray((name: string) =>
    TE.map((adapter: DomainAdapter) => ({ name, adapter }))(() => loadAdapter(name, io.folder, io)),
  )(names)
}

/** What the header of a file of apps tells; `undefined` where there is no such file. */
const appFileAt =
  (folder: string, path: string | undefined): T.Task<Starter['appFile']> =>
  async () =>
    path === undefined ? undefined : { path, known: await knownColumns(path, appLines({ folder })) }

/**
 * Learns what a first config is to hold: from the options, the vendors also from the file of apps, and where no vendor is named and
 * somebody is there, by asking.
 */
export const askStarter = (context: Context): TE.TaskEither<NoAnswer, Starter> => {
  const { args, io, reporter } = context
  const isNamed = args.has('vendor') || args.has('adapter')
  const asks = io.input.isTerminal && !isNamed && !reporter.isJson
  const answerTo =
    <A>(question: Question<A>): TE.TaskEither<NoAnswer, A> =>
    async () => {
      const said = args.texts(question.name).flatMap(wordsOf)
      return said.length > 0 || !asks ? question.read(said) : askFor(context, question)
    }
  const chosen = (
    known: ReadonlyArray<NamedAdapter>,
    words: ReadonlyArray<string>,
  ): TE.TaskEither<NoAnswer, ReadonlyArray<NamedAdapter>> => {
    const meant = vendorsMeant(words, known)
    if (isNamed) return TE.right(known)
    return meant.length > 0 ? TE.right(meant) : answerTo(vendorQuestion(known))
  }
  // Whoever has a file of apps is not asked for their ids.
  const path = args.text('app-file')
  const apps = (vendors: ReadonlyArray<NamedAdapter>): TE.TaskEither<NoAnswer, ReadonlyArray<StarterApp>> =>
    path !== undefined && !args.has('app') ? TE.right([]) : answerTo(appQuestion(vendors))
  return pipe(
    TE.Do,
    TE.bind('appFile', () =>
      TE.rightTask(appFileAt(dirname(resolve(io.folder, args.text('config') ?? 'mini-domains.yaml')), path)),
    ),
    TE.bind('vendors', ({ appFile }) =>
      TE.chain((known: ReadonlyArray<NamedAdapter>) => chosen(known, appFile?.known.vendors ?? []))(choosable(context)),
    ),
    TE.bind('apps', ({ vendors }) => apps(vendors)),
    TE.bind('request', () => answerTo(requestQuestion)),
    TE.bind('socket', () => answerTo(socketQuestion)),
    TE.bind('webview', () => answerTo(webviewQuestion)),
  )
}
