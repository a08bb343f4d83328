import { type Bilingual, type Kind } from '@mini-domains/core'
import { isSameColumn } from '@mini-domains/files'
import { type ConfigIssue, bilingual, nearestWord, oneOf, parseDomain, shownName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { appColumns, isAppColumn } from './app-columns.js'
import { type DesiredAppFile, type DesiredFile, type DesiredLists, type DesiredSettings } from './desired-file.js'
import { aDomain, aText, again, eachAppOnce, nameOf, profileName, quoted, vendorName } from './issue-words.js'
import { movesNothing } from './moved-host.js'
import { type ListName, listNames, listPath } from '../lists/list-address.js'

const issue = (path: string, expected: Bilingual, found: Bilingual): ConfigIssue => ({ path, expected, found })

const named = (known: object, what: Bilingual, path: string, name: string | undefined): ReadonlyArray<ConfigIssue> =>
  name === undefined || Object.hasOwn(known, name)
    ? []
    : [issue(path, nameOf(what, Object.keys(known)), quoted(shownName(name)))]

// Whether a port or a host is allowed, only the vendor knows; that is checked when a plan is made.
const anyRules = { ports: true, forbiddenHosts: [] }

const domainIssues = (path: string, kind: Kind, domains: ReadonlyArray<string>): ReadonlyArray<ConfigIssue> =>
  domains.flatMap((domain, index) => {
    const parsed = parseDomain(kind, anyRules)(domain)
    return E.isRight(parsed) ? [] : [issue(`${path}.${index}`, aDomain(parsed.left.hint), quoted(parsed.left.domain))]
  })

/**
 * The kinds that a list of the file names, with their domains.
 */
export const kindsOf = (lists: DesiredLists, list: ListName): ReadonlyArray<readonly [Kind, ReadonlyArray<string>]> => {
  if (list !== 'server') {
    const domains = lists[list]
    return domains === undefined ? [] : [[list, domains]]
  }
  const { request, socket, upload, download, udp, tcp, any } = lists.server ?? {}
  const kinds = { request, socket, upload, download, udp, tcp, any }
  const names = ['request', 'socket', 'upload', 'download', 'udp', 'tcp', 'any'] as const
  return names.flatMap((kind): ReadonlyArray<readonly [Kind, ReadonlyArray<string>]> => {
    const domains = kinds[kind]
    return domains === undefined ? [] : [[kind, domains]]
  })
}

const listIssues = (path: string, lists: DesiredLists | undefined): ReadonlyArray<ConfigIssue> =>
  lists === undefined
    ? []
    : [
        ...listNames.flatMap((list) =>
          kindsOf(lists, list).flatMap(([kind, domains]) =>
            domainIssues(`${path}.${listPath(list, kind)}`, kind, domains),
          ),
        ),
      ]

const settingIssues = (file: DesiredFile, path: string, settings: DesiredSettings): ReadonlyArray<ConfigIssue> => [
  ...named(file.profiles ?? {}, profileName, `${path}.profile`, settings.profile),
  ...listIssues(`${path}.extra`, settings.extra),
]

const secretName = /secret|token|password|ticket|(^|[a-z])key$/i

const inlineSecrets = (path: string, value: unknown): ReadonlyArray<ConfigIssue> => {
  if (!t.UnknownRecord.is(value)) return []
  return Object.entries(value).flatMap(([key, member]) =>
    typeof member === 'string' && secretName.test(key)
      ? [
          issue(
            `${path}.${key}`,
            bilingual(
              'nothing here: put secrets under credentials, as { env: NAME } or { store: NAME }',
              '空：机密请以 { env: 名称 } 或 { store: 名称 } 写在 credentials 下',
            ),
            aText,
          ),
        ]
      : inlineSecrets(`${path}.${key}`, member),
  )
}

const byReference = bilingual(
  '{ env: NAME } or { store: NAME } (or allowInlineSecrets: true)',
  '{ env: 名称 } 或 { store: 名称 }（或设置 allowInlineSecrets: true）',
)

const inlineReferences = (
  path: string,
  references: DesiredFile['vendors'][string]['credentials'],
): ReadonlyArray<ConfigIssue> =>
  Object.entries(references ?? {}).flatMap(([key, reference]) =>
    typeof reference === 'string' ? [issue(`${path}.${key}`, byReference, aText)] : [],
  )

const vendorIssues = (file: DesiredFile): ReadonlyArray<ConfigIssue> => {
  if (file.allowInlineSecrets === true) return []
  return Object.entries(file.vendors).flatMap(([name, { config, credentials, pushes }]) => [
    ...inlineReferences(`vendors.${name}.credentials`, credentials),
    ...inlineReferences(`vendors.${name}.pushes`, pushes),
    ...inlineSecrets(`vendors.${name}.config`, config),
  ])
}

const signed = bilingual('a key to sign with: a webhook needs one', '签名密钥：webhook 必须签名')

const notifyIssues = ({ notify = [], allowInlineSecrets = false }: DesiredFile): ReadonlyArray<ConfigIssue> =>
  notify.flatMap(({ to, url, secret }, index) => [
    ...(allowInlineSecrets
      ? []
      : inlineReferences(`notify.${index}`, { url, ...(secret === undefined ? {} : { secret }) })),
    ...(to === 'webhook' && secret === undefined
      ? [issue(`notify.${index}.secret`, signed, bilingual('none', '无'))]
      : []),
  ])

const appIssues = (file: DesiredFile): ReadonlyArray<ConfigIssue> => {
  const seen = new Set<string>()
  return (file.apps ?? []).flatMap((app, index) => {
    const key = JSON.stringify([app.vendor, app.id])
    const twice = seen.has(key) ? [issue(`apps.${index}.id`, eachAppOnce, again(app.id))] : []
    seen.add(key)
    return [
      ...twice,
      ...named(file.vendors, vendorName, `apps.${index}.vendor`, app.vendor),
      ...settingIssues(file, `apps.${index}`, app),
    ]
  })
}

const columnExpected = (field: string): Bilingual => {
  const meant = nearestWord(field, appColumns)
  const { en, zh } = oneOf(appColumns)
  return meant === undefined
    ? { en, zh }
    : bilingual(`${en} (did you mean ${meant}?)`, `${zh}（您是否想写 ${meant}？）`)
}

const noColumns = bilingual('nothing here: JSON Lines have keys and no columns', '空：JSON Lines 只有键，没有列')

/** What is wrong with the columns that a file of apps is said to have. */
const columnIssues = (path: string, { columns, vendor, format }: DesiredAppFile): ReadonlyArray<ConfigIssue> => {
  if (columns === undefined) return []
  if (format === 'jsonl') return [issue(path, noColumns, bilingual('columns', '列'))]
  const fields = Object.keys(columns)
  const needed = vendor === undefined ? ['id', 'vendor'] : ['id']
  const absent = needed.filter((field) => !fields.includes(field))
  return [
    ...absent.map((field) =>
      issue(path, bilingual(`the column of ${field}`, `${field} 对应的列`), bilingual('none', '无')),
    ),
    ...fields.flatMap((field, index) => {
      const name = columns[field] ?? ''
      if (!isAppColumn(field)) return [issue(`${path}.${field}`, columnExpected(field), quoted(shownName(field)))]
      return fields.slice(0, index).some((other) => isSameColumn(columns[other] ?? '', name))
        ? [issue(`${path}.${field}`, bilingual('each column once', '不重复的列'), again(shownName(name)))]
        : []
    }),
  ]
}

const noVendorItself = bilingual('a word that is not the name of another vendor', '不与其他厂商同名的写法')

/** A word that is a vendor's name must not mean another: its rows would be read as apps of that one, and nobody would see it. */
const wordIssues = (file: DesiredFile, path: string, { vendors = {} }: DesiredAppFile): ReadonlyArray<ConfigIssue> =>
  Object.entries(vendors).flatMap(([word, vendor]) => [
    ...named(file.vendors, vendorName, `${path}.${word}`, vendor),
    ...(word !== vendor && Object.hasOwn(file.vendors, word)
      ? [issue(`${path}.${word}`, noVendorItself, quoted(shownName(word)))]
      : []),
  ])

const anotherHost = bilingual('another host than from', '与 from 不同的域名')

const migrationIssues = ({ migrations = [] }: DesiredFile): ReadonlyArray<ConfigIssue> =>
  migrations.flatMap((migration, index) => [
    ...domainIssues(`migrations.${index}`, 'any', [migration.from, migration.to]).map(({ path, ...rest }) => ({
      ...rest,
      path: path.replace(/\.0$/, '.from').replace(/\.1$/, '.to'),
    })),
    ...(movesNothing(migration)
      ? [issue(`migrations.${index}.to`, anotherHost, bilingual('the same host', '同一域名'))]
      : []),
  ])

/**
 * Says what is wrong with a desired state of the right shape: names that are not there, domains that cannot be, apps given
 * twice, secrets that stand in the file.
 */
export const meaningIssues = (file: DesiredFile): ReadonlyArray<ConfigIssue> => [
  ...vendorIssues(file),
  ...notifyIssues(file),
  ...named(file.profiles ?? {}, profileName, 'profile', file.profile),
  ...Object.entries(file.profiles ?? {}).flatMap(([name, lists]) => listIssues(`profiles.${name}`, lists)),
  ...Object.entries(file.pools ?? {}).flatMap(([name, pool]) => [
    ...named(file.vendors, vendorName, `pools.${name}`, name),
    ...listIssues(`pools.${name}`, pool),
  ]),
  ...(file.rules ?? []).flatMap((rule, index) => settingIssues(file, `rules.${index}`, rule)),
  ...appIssues(file),
  ...migrationIssues(file),
  ...(file.appFiles ?? []).flatMap((from, index) => [
    ...named(file.vendors, vendorName, `appFiles.${index}.vendor`, from.vendor),
    ...named(file.profiles ?? {}, profileName, `appFiles.${index}.profile`, from.profile),
    ...columnIssues(`appFiles.${index}.columns`, from),
    ...wordIssues(file, `appFiles.${index}.vendors`, from),
  ]),
]
