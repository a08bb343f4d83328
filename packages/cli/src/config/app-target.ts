import { nearestWord } from '@mini-domains/core/adapter'
import { type FleetApp, appsOf } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type ConfigFile, appLines } from './config-file.js'
import type { Args } from '../args/args.js'
import { type Failure, type Problem, failed, problem } from '../output/problem.js'
import { bilingual } from '../output/language.js'

/**
 * One app at one vendor.
 */
export interface AppTarget {
  readonly vendor: string
  readonly app: string
  /** The merchant's name, where it came with the app. */
  readonly name?: string
}

const lookedAt = 20_000

const someUnread = bilingual(
  'Some rows of the files of apps cannot be read: mini-domains apps tells which.',
  '名单文件中有无法读取的行，可用 mini-domains apps 查看。',
)

/** What the config and its files have instead of an app that they do not name. */
const nearestApp = async (config: ConfigFile, word: string): Promise<string | undefined> => {
  const known = new Map<string, string>()
  for await (const row of appsOf(config.desired, appLines(config))) {
    if (E.isLeft(row) || known.size >= lookedAt) continue
    const { vendor, id, name } = row.right.app
    for (const title of [id, name ?? id])
      if (!known.has(title)) known.set(title, `${vendor}/${id}${title === id ? '' : ` (${title})`}`)
  }
  const meant = nearestWord(word, [...known.keys()])
  return meant === undefined ? undefined : known.get(meant)
}

const unknownApp = (app: string, meant: string): Problem =>
  problem(
    'usage',
    bilingual(`the config and its files have no app ${app}`, `配置及名单文件中没有小程序 ${app}`),
    bilingual(
      `Did you mean ${meant}? For an app that they do not name, say --vendor NAME or NAME/${app}.`,
      `您是否想用 ${meant}？如为未列入的小程序，请用 --vendor 厂商 或 厂商/${app} 指定。`,
    ),
  )

const unclear = (app: string, vendors: ReadonlyArray<string>, isWhole: boolean): Problem =>
  problem(
    'usage',
    bilingual(`which vendor has the app ${app}?`, `小程序 ${app} 属于哪个厂商？`),
    bilingual(
      `Say --vendor NAME or NAME/${app}; the config has ${vendors.join(', ')}.${isWhole ? '' : ` ${someUnread.en}`}`,
      `请用 --vendor 厂商 或 厂商/${app} 指定；配置中有 ${vendors.join('、')}。${isWhole ? '' : someUnread.zh}`,
    ),
  )

/** The target of a word that says its vendor, or needs not. */
const plainTarget = (args: Args, vendors: ReadonlyArray<string>, word: string): AppTarget | undefined => {
  const slash = word.indexOf('/')
  if (slash > 0) return { vendor: word.slice(0, slash), app: word.slice(slash + 1) }
  const [only] = vendors
  const vendor = args.text('vendor') ?? (vendors.length === 1 ? only : undefined)
  return vendor === undefined ? undefined : { vendor, app: word }
}

/**
 * Finds an app as the config or a row of its files has it by now, the first where it comes twice.
 */
export const desiredApp = async (
  config: ConfigFile,
  { vendor, app }: Pick<AppTarget, 'vendor' | 'app'>,
): Promise<FleetApp | undefined> => {
  for await (const row of appsOf(config.desired, appLines(config)))
    if (E.isRight(row) && row.right.app.vendor === vendor && row.right.app.id === app) return row.right
  return undefined
}

/**
 * An app of the config or of its files, as a target.
 */
export const targetOf = ({ app: { vendor, id, name } }: FleetApp): AppTarget => ({
  vendor,
  app: id,
  ...(name === undefined ? {} : { name }),
})

interface Homes {
  /** Each app at every vendor that has it. */
  readonly of: (app: string) => ReadonlyArray<AppTarget>
  readonly isWhole: boolean
}

/**
 * Looks all apps through for some: those of the config, then the rows of its files, to the end, since an id may be in use at two
 * vendors and a change must not go to the wrong one.
 */
const homesOf = async (config: ConfigFile, apps: ReadonlySet<string>): Promise<Homes> => {
  const homes = new Map([...apps].map((app) => [app, new Map<string, AppTarget>()]))
  let isWhole = true
  if (apps.size > 0)
    for await (const row of appsOf(config.desired, appLines(config))) {
      if (E.isRight(row)) homes.get(row.right.app.id)?.set(row.right.app.vendor, targetOf(row.right))
      else isWhole = false
    }
  return { of: (app) => [...(homes.get(app)?.values() ?? [])], isWhole }
}

/**
 * Finds the vendors of apps: as said with `--vendor` or `vendor/app`, the only one there is, or the one that has the app in the
 * config or in one of its files. All that are unclear are reported.
 */
export const appTargets = async (
  args: Args,
  config: ConfigFile,
  words: ReadonlyArray<string>,
): Promise<E.Either<Failure, ReadonlyArray<AppTarget>>> => {
  const vendors = Object.keys(config.desired.content.vendors)
  const plain = words.map((word) => plainTarget(args, vendors, word))
  const homes = await homesOf(config, new Set(words.filter((_, index) => plain[index] === undefined)))
  const problems: Array<Problem> = []
  const targets: Array<AppTarget> = []
  for (const [index, word] of words.entries()) {
    const [home, ...others] = homes.of(word)
    const found = plain[index] ?? (others.length > 0 ? undefined : home)
    if (found === undefined) {
      const meant = home === undefined ? await nearestApp(config, word) : undefined
      problems.push(meant === undefined ? unclear(word, vendors, homes.isWhole) : unknownApp(word, meant))
    } else targets.push(found)
  }
  return problems.length === 0 ? E.right(targets) : E.left(failed(...problems))
}

/**
 * Finds the vendor of one app, as `appTargets` does.
 */
export const appTarget = async (
  args: Args,
  config: ConfigFile,
  word: string,
): Promise<E.Either<Failure, AppTarget>> => {
  const targets = await appTargets(args, config, [word])
  if (E.isLeft(targets)) return targets
  const [target] = targets.right
  return target === undefined ? E.left(failed()) : E.right(target)
}

/**
 * The vendor of a command about a platform: as said, or the only one there is.
 */
export const onlyVendor = (args: Args, { desired }: ConfigFile): E.Either<Failure, string> => {
  const names = Object.keys(desired.content.vendors)
  const [only] = names
  const said = args.text('vendor')
  if (said !== undefined) return E.right(said)
  if (names.length === 1 && only !== undefined) return E.right(only)
  return E.left(
    failed(
      problem(
        'usage',
        bilingual('which vendor?', '哪个厂商？'),
        bilingual(`Say --vendor with one of ${names.join(', ')}.`, `请用 --vendor 指定：${names.join('、')}。`),
      ),
    ),
  )
}
