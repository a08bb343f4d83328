import { type Kind } from '@mini-domains/core'
import { isSameColumn } from '@mini-domains/files'
import { type ConfigIssue, nearestWord, parseDomain, shownName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { appColumns, isAppColumn } from './app-columns.js'
import { type DesiredAppFile, type DesiredFile, type DesiredLists, type DesiredSettings } from './desired-file.js'
import { movesNothing } from './moved-host.js'

/**
 * What is wrong with a desired state, and where.
 */
export interface MeaningIssue extends ConfigIssue {
  /** What was expected, where words alone do not tell it in Chinese. */
  readonly expectedInChinese?: string
}

const issue = (path: string, expected: string, found: string): MeaningIssue => ({ path, expected, found })

const named = (known: object, what: string, path: string, name: string | undefined): ReadonlyArray<MeaningIssue> => {
  if (name === undefined || Object.hasOwn(known, name)) return []
  const names = Object.keys(known)
  return [
    issue(
      path,
      names.length === 0 ? `${what}, of which there are none` : `${what}: ${names.map(shownName).join(', ')}`,
      `"${shownName(name)}"`,
    ),
  ]
}

// Whether a port or a host is allowed, only the vendor knows; that is checked when a plan is made.
const anyRules = { ports: true, forbiddenHosts: [] }

const domainIssues = (path: string, kind: Kind, domains: ReadonlyArray<string>): ReadonlyArray<MeaningIssue> =>
  domains.flatMap((domain, index) => {
    const parsed = parseDomain(kind, anyRules)(domain)
    return E.isRight(parsed)
      ? []
      : [
          {
            ...issue(`${path}.${index}`, `a domain (${parsed.left.hint.en})`, `"${parsed.left.domain}"`),
            expectedInChinese: `域名（${parsed.left.hint.zh}）`,
          },
        ]
  })

/**
 * The kinds that a list of the file names, with their domains.
 */
export const kindsOf = (
  lists: DesiredLists,
  list: 'server' | 'webview',
): ReadonlyArray<readonly [Kind, ReadonlyArray<string>]> => {
  if (list === 'webview') return lists.webview === undefined ? [] : [['webview', lists.webview]]
  const { request, socket, upload, download, udp, tcp, any } = lists.server ?? {}
  const kinds = { request, socket, upload, download, udp, tcp, any }
  const names = ['request', 'socket', 'upload', 'download', 'udp', 'tcp', 'any'] as const
  return names.flatMap((kind): ReadonlyArray<readonly [Kind, ReadonlyArray<string>]> => {
    const domains = kinds[kind]
    return domains === undefined ? [] : [[kind, domains]]
  })
}

const listIssues = (path: string, lists: DesiredLists | undefined): ReadonlyArray<MeaningIssue> =>
  lists === undefined
    ? []
    : [
        ...kindsOf(lists, 'server').flatMap(([kind, domains]) => domainIssues(`${path}.server.${kind}`, kind, domains)),
        ...kindsOf(lists, 'webview').flatMap(([kind, domains]) => domainIssues(`${path}.webview`, kind, domains)),
      ]

const settingIssues = (file: DesiredFile, path: string, settings: DesiredSettings): ReadonlyArray<MeaningIssue> => [
  ...named(file.profiles ?? {}, 'a profile', `${path}.profile`, settings.profile),
  ...listIssues(`${path}.extra`, settings.extra),
]

const secretName = /secret|token|password|ticket|(^|[a-z])key$/i

const inlineSecrets = (path: string, value: unknown): ReadonlyArray<MeaningIssue> => {
  if (!t.UnknownRecord.is(value)) return []
  return Object.entries(value).flatMap(([key, member]) =>
    typeof member === 'string' && secretName.test(key)
      ? [
          issue(
            `${path}.${key}`,
            'nothing here: put secrets under credentials, as { env: NAME } or { store: NAME }',
            'a text',
          ),
        ]
      : inlineSecrets(`${path}.${key}`, member),
  )
}

const inlineReferences = (
  path: string,
  references: DesiredFile['vendors'][string]['credentials'],
): ReadonlyArray<MeaningIssue> =>
  Object.entries(references ?? {}).flatMap(([key, reference]) =>
    typeof reference === 'string'
      ? [issue(`${path}.${key}`, '{ env: NAME } or { store: NAME } (or allowInlineSecrets: true)', 'a text')]
      : [],
  )

const vendorIssues = (file: DesiredFile): ReadonlyArray<MeaningIssue> => {
  if (file.allowInlineSecrets === true) return []
  return Object.entries(file.vendors).flatMap(([name, { config, credentials, pushes }]) => [
    ...inlineReferences(`vendors.${name}.credentials`, credentials),
    ...inlineReferences(`vendors.${name}.pushes`, pushes),
    ...inlineSecrets(`vendors.${name}.config`, config),
  ])
}

const notifyIssues = ({ notify = [], allowInlineSecrets = false }: DesiredFile): ReadonlyArray<MeaningIssue> =>
  allowInlineSecrets
    ? []
    : notify.flatMap(({ url, secret }, index) =>
        inlineReferences(`notify.${index}`, { url, ...(secret === undefined ? {} : { secret }) }),
      )

const appIssues = (file: DesiredFile): ReadonlyArray<MeaningIssue> => {
  const seen = new Set<string>()
  return (file.apps ?? []).flatMap((app, index) => {
    const key = JSON.stringify([app.vendor, app.id])
    const twice = seen.has(key) ? [issue(`apps.${index}.id`, 'each app once', `"${app.id}" again`)] : []
    seen.add(key)
    return [
      ...twice,
      ...named(file.vendors, 'a vendor', `apps.${index}.vendor`, app.vendor),
      ...settingIssues(file, `apps.${index}`, app),
    ]
  })
}

const columnExpected = (field: string): string => {
  const meant = nearestWord(field, appColumns)
  return `one of ${appColumns.join(', ')}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`
}

/** What is wrong with the columns that a file of apps is said to have. */
const columnIssues = (path: string, { columns, vendor, format }: DesiredAppFile): ReadonlyArray<MeaningIssue> => {
  if (columns === undefined) return []
  if (format === 'jsonl') return [issue(path, 'nothing here: JSON Lines have keys and no columns', 'columns')]
  const fields = Object.keys(columns)
  const needed = vendor === undefined ? ['id', 'vendor'] : ['id']
  const absent = needed.filter((field) => !fields.includes(field))
  return [
    ...absent.map((field) => issue(path, `the column of ${field}`, 'none')),
    ...fields.flatMap((field, index) => {
      const name = columns[field] ?? ''
      if (!isAppColumn(field)) return [issue(`${path}.${field}`, columnExpected(field), `"${shownName(field)}"`)]
      return fields.slice(0, index).some((other) => isSameColumn(columns[other] ?? '', name))
        ? [issue(`${path}.${field}`, 'each column once', `"${shownName(name)}" again`)]
        : []
    }),
  ]
}

const migrationIssues = ({ migrations = [] }: DesiredFile): ReadonlyArray<MeaningIssue> =>
  migrations.flatMap((migration, index) => [
    ...domainIssues(`migrations.${index}`, 'any', [migration.from, migration.to]).map(({ path, ...rest }) => ({
      ...rest,
      path: path.replace(/\.0$/, '.from').replace(/\.1$/, '.to'),
    })),
    ...(movesNothing(migration) ? [issue(`migrations.${index}.to`, 'another host than from', 'the same host')] : []),
  ])

/**
 * Says what is wrong with a desired state of the right shape: names that are not there, domains that cannot be, apps given
 * twice, secrets that stand in the file.
 */
export const meaningIssues = (file: DesiredFile): ReadonlyArray<MeaningIssue> => [
  ...vendorIssues(file),
  ...notifyIssues(file),
  ...named(file.profiles ?? {}, 'a profile', 'profile', file.profile),
  ...Object.entries(file.profiles ?? {}).flatMap(([name, lists]) => listIssues(`profiles.${name}`, lists)),
  ...Object.entries(file.pools ?? {}).flatMap(([name, pool]) => [
    ...named(file.vendors, 'a vendor', `pools.${name}`, name),
    ...listIssues(`pools.${name}`, pool),
  ]),
  ...(file.rules ?? []).flatMap((rule, index) => settingIssues(file, `rules.${index}`, rule)),
  ...appIssues(file),
  ...migrationIssues(file),
  ...(file.appFiles ?? []).flatMap((from, index) => [
    ...named(file.vendors, 'a vendor', `appFiles.${index}.vendor`, from.vendor),
    ...named(file.profiles ?? {}, 'a profile', `appFiles.${index}.profile`, from.profile),
    ...columnIssues(`appFiles.${index}.columns`, from),
  ]),
]
