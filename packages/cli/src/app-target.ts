import * as E from 'fp-ts/lib/Either.js'
import type { Given } from './command.js'
import { type ConfigFile } from './config-file.js'
import { type Failure, failed } from './failure.js'
import { bilingual } from './language.js'
import { problem } from './problem.js'

/**
 * One app at one vendor.
 */
export interface AppTarget {
  readonly vendor: string
  readonly app: string
}

const unclear = (app: string, vendors: ReadonlyArray<string>): Failure =>
  failed(
    problem(
      'usage',
      bilingual(`which vendor has the app ${app}?`, `小程序 ${app} 属于哪个厂商？`),
      bilingual(
        `Say --vendor NAME or NAME/${app}; the config has ${vendors.join(', ')}.`,
        `请使用 --vendor 名称 或 名称/${app}；配置中有 ${vendors.join('、')}。`,
      ),
    ),
  )

/**
 * Finds the vendor of an app: as said with `--vendor` or `vendor/app`, the only one there is, or the one whose list in the config
 * has it.
 */
export const appTarget = (given: Given, { desired }: ConfigFile, word: string): E.Either<Failure, AppTarget> => {
  const { vendors, apps = [] } = desired.content
  const names = Object.keys(vendors)
  const slash = word.indexOf('/')
  if (slash > 0) return E.right({ vendor: word.slice(0, slash), app: word.slice(slash + 1) })
  const said = given.text('vendor')
  if (said !== undefined) return E.right({ vendor: said, app: word })
  const [only] = names
  if (names.length === 1 && only !== undefined) return E.right({ vendor: only, app: word })
  const homes = [...new Set(apps.filter(({ id }) => id === word).map(({ vendor }) => vendor))]
  const [home] = homes
  return homes.length === 1 && home !== undefined ? E.right({ vendor: home, app: word }) : E.left(unclear(word, names))
}

/**
 * The vendor of a command about a pool: as said, or the only one there is.
 */
export const poolVendor = (given: Given, { desired }: ConfigFile): E.Either<Failure, string> => {
  const names = Object.keys(desired.content.vendors)
  const [only] = names
  const said = given.text('vendor')
  if (said !== undefined) return E.right(said)
  if (names.length === 1 && only !== undefined) return E.right(only)
  return E.left(
    failed(
      problem(
        'usage',
        bilingual('which pool?', '哪个域名池？'),
        bilingual(`Say --vendor with one of ${names.join(', ')}.`, `请用 --vendor 指定：${names.join('、')}。`),
      ),
    ),
  )
}
