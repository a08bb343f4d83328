import { UnbrokenText, strictObject } from '@mini-domains/core/adapter'
import * as t from 'io-ts'

const name = t.refinement(t.string, (text) => text.length > 0, 'a text that is not empty')
// An id is sent as it stands: a full-width letter, or one that nobody sees, would make it the id of nobody.
const appId = t.refinement(
  t.string,
  (text) => UnbrokenText.is(text),
  'a text of letters, digits and signs of ASCII, without blanks',
)
const count = t.refinement(t.number, (n) => Number.isInteger(n) && n >= 0, 'a whole number from 0')
const flag = t.boolean
const texts = t.readonlyArray(name)
const labels = t.readonly(t.record(t.string, t.string))

/**
 * A secret by reference: to the environment, or to the credential store.
 */
export const CredentialReference = t.union([
  strictObject('{ env: NAME }', { env: name }, {}),
  strictObject('{ store: NAME }', { store: name }, {}),
  name,
])

/**
 * A secret by reference. A plain text is the secret itself, which is refused unless `allowInlineSecrets` is on.
 */
export type CredentialReference = t.TypeOf<typeof CredentialReference>

const references = t.readonly(t.record(t.string, CredentialReference))

const Vendor = strictObject(
  'a vendor',
  { adapter: name },
  { config: t.UnknownRecord, credentials: references, pushes: references },
)

const kinds = { request: texts, socket: texts, upload: texts, download: texts, udp: texts, tcp: texts, any: texts }

const Server = strictObject('server domains by kind', {}, kinds)

const lists = { server: Server, webview: texts }

const Profile = strictObject('a profile', {}, lists)

const Policy = t.keyof({ sync: null, 'add-only': null }, 'sync or add-only')

const handling = { keep: texts, policy: Policy }

const Pool = strictObject('a pool', {}, { ...lists, ...handling })

const settings = { profile: name, extra: Profile, frozen: flag, ...handling }

const Select = strictObject('a selection', {}, { vendor: name, id: name, labels })

const Rule = strictObject('a rule', { select: Select }, settings)

const App = strictObject('an app', { id: appId, vendor: name }, { name, labels, ...settings })

const AppFile = strictObject(
  'a file of apps',
  { path: name },
  { format: t.keyof({ csv: null, jsonl: null }, 'csv or jsonl'), vendor: name, labels, profile: name },
)

const Guard = strictObject('a guard', {}, { app: count, fleet: count, pool: count })

const Notify = strictObject(
  'who is told',
  {
    to: t.keyof({ webhook: null, wecom: null, dingtalk: null, feishu: null, slack: null }, 'a form of message'),
    url: CredentialReference,
  },
  {
    secret: CredentialReference,
    on: t.readonlyArray(
      t.keyof(
        {
          'apply-finished': null,
          'apply-halted': null,
          'verify-differs': null,
          'authorization-lost': null,
          'budget-low': null,
          'confirm-file-unverified': null,
        },
        'what is told of',
      ),
    ),
    lang: t.keyof({ en: null, zh: null }, 'en or zh'),
    budgetBelow: count,
  },
)

const Migration = strictObject('a migration', { from: name, to: name }, {})

/**
 * Checks the shape of a desired state.
 */
export const DesiredFile = strictObject(
  'a desired state',
  { version: t.literal(1), vendors: t.readonly(t.record(t.string, Vendor)) },
  {
    $schema: t.string,
    allowInlineSecrets: flag,
    store: name,
    adapters: texts,
    ...handling,
    profile: name,
    profiles: t.readonly(t.record(t.string, Profile)),
    pools: t.readonly(t.record(t.string, Pool)),
    rules: t.readonlyArray(Rule),
    apps: t.readonlyArray(App),
    appFiles: t.readonlyArray(AppFile),
    guard: Guard,
    migrations: t.readonlyArray(Migration),
    notify: t.readonlyArray(Notify),
  },
)

/**
 * Checks one app: of the desired state, or of a line of a JSON Lines file.
 */
export const DesiredApp = App

/** A desired state as it is written. */
export type DesiredFile = t.TypeOf<typeof DesiredFile>
/** One app as it is written. */
export type DesiredApp = t.TypeOf<typeof App>
/** A file of apps as the desired state names it. */
export type DesiredAppFile = t.TypeOf<typeof AppFile>
/** Domains by list, as they are written. */
export type DesiredLists = t.TypeOf<typeof Profile>
/** Who is told of what, as it is written. */
export type DesiredNotify = t.TypeOf<typeof Notify>
/** What a rule, and an app, can say besides who it is. */
export type DesiredSettings = Omit<t.TypeOf<typeof Rule>, 'select'>
/** What happens to domains that nothing asks for: `sync` takes them off, `add-only` leaves them. */
export type Policy = t.TypeOf<typeof Policy>
