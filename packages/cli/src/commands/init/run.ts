import { resolve } from 'node:path'
import type { Bilingual, DomainAdapter } from '@mini-domains/core'
import * as E from 'fp-ts/lib/Either.js'
import type { Context } from '../../context.js'
import type { ExitStatus } from '../../output/exit-code.js'
import { failed, reportError, reportFailure, reportProblem } from '../../output/problem.js'
import { takenFile } from '../../io/unwritten-file.js'
import { isThere, writeWhole } from '../../io/whole-file.js'
import { bilingual } from '../../output/language.js'
import { checkRead, firstApps } from '../../config/check-read.js'
import { withConfig, withVendors } from '../../config/session.js'
import { validate } from '../validate/run.js'
import { starterConfig } from './starter-config.js'
import { askStarter } from './starter-question.js'

/** A variable, or a secret of the store. */
interface Missing {
  readonly name: string
  readonly label: Bilingual
}

const storeKey = bilingual('key of the store', '存储的密钥')

const neededOf = ({ init, exchange }: DomainAdapter): ReadonlyArray<Missing> => {
  const named = (init?.credentials ?? []).flatMap(({ source, label }) =>
    'env' in source ? [{ name: source.env, label }] : [],
  )
  return exchange === undefined ? named : [...named, { name: 'MINI_DOMAINS_KEY', label: storeKey }]
}

const missingVariables = ({ io }: Context, adapters: ReadonlyArray<DomainAdapter>): ReadonlyArray<Missing> => {
  const needed = new Map(adapters.flatMap(neededOf).map((one) => [one.name, one]))
  return [...needed.values()].filter(({ name }) => (io.environment[name] ?? '') === '')
}

/** The secrets that the config wants in the store. */
const keptSecrets = (adapters: ReadonlyArray<DomainAdapter>): ReadonlyArray<Missing> =>
  adapters.flatMap(({ init }) =>
    (init?.credentials ?? []).flatMap(({ source, label }) =>
      'store' in source ? [{ name: source.store, label }] : [],
    ),
  )

const tellMissing = ({ reporter }: Context, missing: ReadonlyArray<Missing>, kept: ReadonlyArray<Missing>): void => {
  const names = missing.map(({ name }) => name)
  reporter.event({ event: 'fact', name: 'credentials', value: { missing: names } })
  reporter.line(
    reporter.say(
      bilingual('Set these, then run mini-domains doctor:', '请设置以下环境变量，再运行 mini-domains doctor：'),
    ),
  )
  const width = Math.max(...names.map(({ length }) => length))
  for (const { name, label } of missing) reporter.line(`  ${name.padEnd(width)}  ${reporter.say(label)}`)
  if (names.includes('MINI_DOMAINS_KEY')) reporter.lines(['  export MINI_DOMAINS_KEY="$(openssl rand -base64 32)"'])
  for (const { name, label } of kept) reporter.line(`  mini-domains secret put ${name}  # ${reporter.say(label)}`)
}

/** Opens what was written, and makes one call at each vendor, where the environment has what it takes. */
const checkCredentials = async (context: Context, adapters: ReadonlyArray<DomainAdapter>): Promise<ExitStatus> => {
  const { reporter } = context
  const missing = missingVariables(context, adapters)
  if (missing.length > 0) {
    tellMissing(context, missing, keptSecrets(adapters))
    return 'done'
  }
  return withConfig(context, (config) =>
    withVendors(context, config, undefined, async ({ vendors }) => {
      const apps = await firstApps(config)
      let status: ExitStatus = 'done'
      for (const { name, provider } of vendors) {
        const { error } = await checkRead(provider, apps.get(name))
        if (error === undefined) continue
        reportError(reporter, error)
        status = 'partial'
      }
      if (status === 'done')
        reporter.line(
          reporter.say(
            bilingual('The credentials work. Next: mini-domains plan', '凭据有效。下一步：mini-domains plan'),
          ),
        )
      return status
    }),
  )
}

const noApps = bilingual(
  'No app stands in it yet: mini-domains apps discover lists those that are authorised, mini-domains authorize-url makes the link for a merchant.',
  '其中尚无小程序：已授权的可用 mini-domains apps discover 列出，商家的授权链接用 mini-domains authorize-url 生成。',
)

/**
 * Asks a few questions, writes a commented config, and checks the credentials.
 */
export const init = async (context: Context): Promise<ExitStatus> => {
  const { args, io, reporter } = context
  const file = args.text('config') ?? 'mini-domains.yaml'
  const path = resolve(io.folder, file)
  if (!args.has('force') && (await isThere(path))) {
    reportProblem(reporter, takenFile(file))
    return 'unsafe'
  }
  const starter = await askStarter(context)()
  if (E.isLeft(starter)) return starter.left === 'gone' ? 'cancelled' : reportFailure(reporter, failed(starter.left))
  const how = { mode: 0o666, isNew: !args.has('force') }
  const unwritten = await writeWhole(path, file, [starterConfig(starter.right)], how)
  if (unwritten !== undefined) {
    reportProblem(reporter, unwritten)
    return 'error'
  }
  reporter.event({ event: 'written', what: 'config', file })
  reporter.line(reporter.say(bilingual(`Wrote ${file}.`, `已写出 ${file}。`)))
  if (starter.right.apps.length === 0 && starter.right.appFile === undefined) reporter.note(reporter.say(noApps))
  // What is wrong with its rows is known before a plan is made.
  const read = starter.right.appFile === undefined ? 'done' : await validate(context)
  const checked = await checkCredentials(
    context,
    starter.right.vendors.map(({ adapter }) => adapter),
  )
  return read === 'done' ? checked : 'partial'
}
