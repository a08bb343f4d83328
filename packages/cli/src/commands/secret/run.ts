import { dirname, resolve } from 'node:path'
import type { SecretStore } from '@mini-domains/credentials'
import { unfitCharacter } from '@mini-domains/core/adapter'
import { writtenText } from '@mini-domains/files'
import * as E from 'fp-ts/lib/Either.js'
import type { Context } from '../../context.js'
import { hasConfig, readConfigFile } from '../../config/config-file.js'
import { confirm } from '../../io/confirm.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { type Failure, failed, problem, reportFailure } from '../../output/problem.js'
import { bilingual } from '../../output/language.js'
import { storeProblem, withSecrets } from '../../config/secret-store.js'
import type { StorePlace } from '../../config/store.js'
import { shownVariable } from '../../config/credentials.js'
import { exampleVendor } from '../../config/bundled-adapters.js'

type Done = Promise<E.Either<Failure, ExitStatus>>

const usage = (en: string, zh: string, hintEn: string, hintZh: string): Failure =>
  failed(problem('usage', bilingual(en, zh), bilingual(hintEn, hintZh)))

const nothingCame = usage(
  'no secret came in: it is empty',
  '未收到机密：内容为空',
  'Pipe it in, or name a variable with --from-env. It is never taken from the command line, which others can see.',
  '请通过管道传入，或用 --from-env 指定环境变量。命令行参数可被他人看到，因此不接受。',
)

/** A secret is ASCII; several lines are those of a key file, or of a table. */
const fit = (secret: string): E.Either<Failure, string> => {
  if (secret.trim() === '') return E.left(nothingCame)
  const lines = secret.split(/\r\n|\r|\n/)
  for (const [index, line] of lines.entries()) {
    const unfit = unfitCharacter(line.replaceAll(/[ \t]/g, '.'))
    if (unfit === undefined) continue
    const [en, zh] = lines.length === 1 ? ['', ''] : [`line ${index + 1}, `, `第 ${index + 1} 行，`]
    return E.left(
      usage(
        `the secret is not as a vendor gives it: ${en}${unfit.en}`,
        `机密有误：${zh}${unfit.zh}`,
        'Copy it anew from the console: a secret is letters, digits and signs of ASCII.',
        '请从控制台重新复制：机密只含 ASCII 字母、数字和符号。',
      ),
    )
  }
  return E.right(secret)
}

const fromVariable = ({ io }: Context, variable: string): E.Either<Failure, string> => {
  const value = io.environment[variable] ?? ''
  const name = shownVariable(variable)
  return value === ''
    ? E.left(
        usage(
          `the environment variable ${name} is not set`,
          `未设置环境变量 ${name}`,
          `Set it: export ${name}=…`,
          `请设置：export ${name}=…`,
        ),
      )
    : fit(value)
}

const longestSecret = 1024 * 1024

/** The secret, from a variable, from a terminal that does not show it, or from a pipe; `undefined` where who was asked went away. */
const secretOf = async (context: Context, name: string): Promise<E.Either<Failure, string | undefined>> => {
  const { args, io, reporter, stop } = context
  const variable = args.text('from-env')
  if (variable !== undefined) return fromVariable(context, variable)
  const { secretInput } = io
  const question = bilingual(`${name} (not shown): `, `${name}（不显示）：`)
  const isAsked = secretInput.isTerminal
  const typed = isAsked
    ? E.right(await secretInput.ask(reporter.say(question), stop))
    : await writtenText(secretInput.piped(), longestSecret)
  if (E.isLeft(typed)) return E.left(failed(problem('secret', typed.left.message, typed.left.hint)))
  const came = typed.right
  if (came === undefined) return E.right(undefined)
  // The line break that `echo` puts at the end is no part of a secret.
  const secret = came.replace(/\r?\n$/, '')
  return fit(secret)
}

const put = async (context: Context, name: string, secrets: SecretStore): Done => {
  const { reporter } = context
  const secret = await secretOf(context, name)
  if (E.isLeft(secret)) return secret
  if (secret.right === undefined) return E.right('cancelled')
  const kept = await secrets.put(name, secret.right)()
  if (E.isLeft(kept)) return E.left(failed(storeProblem(kept.left)))
  reporter.event({ event: 'fact', name: 'secret', value: { name, is: 'kept' } })
  reporter.line(
    reporter.say(
      bilingual(
        `Kept, encrypted. In the config it is { store: ${name} }.`,
        `已加密保存。在配置中写作 { store: ${name} }。`,
      ),
    ),
  )
  return E.right('done')
}

const list = async ({ reporter }: Context, secrets: SecretStore): Done => {
  const names = await secrets.names()
  if (E.isLeft(names)) return E.left(failed(storeProblem(names.left)))
  for (const name of names.right) {
    reporter.event({ event: 'fact', name: 'secret', value: { name, is: 'there' } })
    reporter.lines([name])
  }
  if (names.right.length === 0) reporter.note(reporter.say(bilingual('the store has no secrets', '存储中没有机密')))
  return E.right('done')
}

const remove = async (context: Context, name: string, secrets: SecretStore): Done => {
  const { reporter } = context
  const refused = await confirm(context)
  if (refused !== undefined) return E.right(refused)
  const removed = await secrets.remove(name)()
  if (E.isLeft(removed)) return E.left(failed(storeProblem(removed.left)))
  reporter.event({ event: 'fact', name: 'secret', value: { name, is: removed.right ? 'removed' : 'absent' } })
  reporter.line(
    reporter.say(
      removed.right
        ? bilingual(`Removed ${name}.`, `已删除 ${name}。`)
        : bilingual(`There was none.`, `没有这个机密，无需删除。`),
    ),
  )
  return E.right('done')
}

const noName = usage(
  'which secret? It needs a name',
  '请指定机密的名称',
  `Such as: mini-domains secret put ${exampleVendor}/secret`,
  `例如：mini-domains secret put ${exampleVendor}/secret`,
)

const work = (context: Context, secrets: SecretStore): Done => {
  const [verb, name = ''] = context.args.words
  if (verb === 'list') return list(context, secrets)
  if (name === '') return Promise.resolve(E.left(noName))
  return verb === 'put' ? put(context, name, secrets) : remove(context, name, secrets)
}

/** Where the store is: as the config says, which need not be there yet. */
const placeOf = async (context: Context): Promise<E.Either<Failure, StorePlace>> => {
  const { args, io } = context
  const asked = args.text('config')
  const folder = resolve(io.folder, dirname(asked ?? ''))
  if (!(await hasConfig(folder, asked))) return E.right({ folder })
  return readConfigFile(context)
}

/**
 * Keeps, lists and removes the secrets that a config refers to with `{ store: NAME }`. None is ever shown.
 */
export const secret = async (context: Context): Promise<ExitStatus> => {
  const place = await placeOf(context)
  if (E.isLeft(place)) return reportFailure(context.reporter, place.left)
  const ended = await withSecrets(context.io, place.right, (secrets) => work(context, secrets))
  return E.isLeft(ended) ? reportFailure(context.reporter, ended.left) : ended.right
}
