import type { ObservedProfile } from '@mini-domains/emulator'
import * as E from 'fp-ts/lib/Either.js'
import type { ComparedField } from './probe-shape.js'

/**
 * What a probe found at one call.
 */
export interface ProbedCall {
  readonly name: string
  readonly source: string
  readonly path: string
  readonly result:
    | { readonly _tag: 'Read'; readonly fields: ReadonlyArray<ComparedField> }
    | {
        readonly _tag: 'Failed'
        readonly error: string
        readonly code?: number
        readonly httpStatus?: number
      }
    /** The config has no app of the vendor. */
    | { readonly _tag: 'Skipped' }
}

/**
 * How the tokens of a vendor stand: given in a table, or kept, with the state of the platform's and of the app's that was probed.
 */
export type ProbedTokens =
  | { readonly source: 'table' }
  | {
      readonly source: 'store'
      readonly ticket: 'kept' | 'none' | 'not needed' | 'unreadable'
      readonly platformToken: TokenLife
      readonly app?: { readonly state: string; readonly token: TokenLife; readonly lifetimeSeconds?: number }
    }

/**
 * Whether a token is kept, and still good by its own account.
 */
export type TokenLife = 'good' | 'ended' | 'none'

/**
 * What a probe found at one vendor.
 */
export interface ProbedVendor {
  /** The adapter's name of it, never that of the config. */
  readonly vendor: string
  readonly version: string
  readonly tokens: ProbedTokens
  readonly calls: ReadonlyArray<ProbedCall>
}

const shapeText = ({ shape }: ComparedField): string => {
  if (shape === undefined) return '–'
  const { found, entries, spellings = [] } = shape
  if (entries === 0) return `${found}, empty`
  const count = entries === undefined ? '' : `, ${entries > 9 ? '10 or more' : entries} listed`
  return `${found}${count}${spellings.length === 0 ? '' : `: ${spellings.join(', ')}`}`
}

const resultLines = ({ result }: ProbedCall): ReadonlyArray<string> => {
  switch (result._tag) {
    case 'Skipped':
      return ['Skipped: the config has no app of this vendor.']
    case 'Failed': {
      const code = result.code === undefined ? '' : `, code ${result.code}`
      const status = result.httpStatus === undefined ? '' : `, HTTP ${result.httpStatus}`
      return [`Failed: ${result.error}${code}${status}.`]
    }
    case 'Read':
      return [
        '| field | assumed | found | verdict | mark |',
        '|---|---|---|---|---|',
        ...result.fields.map(
          (field) =>
            `| \`${field.path}\` | ${field.assumed} | ${shapeText(field)} | ${field.verdict} | ${field.confidence ?? '–'} |`,
        ),
      ]
  }
}

/**
 * Says whether a call came back as it is assumed to.
 */
export const isAsAssumed = ({ result }: ProbedCall): boolean =>
  result._tag === 'Skipped' ||
  (result._tag === 'Read' && result.fields.every(({ verdict }) => verdict === 'as assumed' || verdict === 'not seen'))

const tokenText = (tokens: ProbedTokens): string => {
  if (tokens.source === 'table') return 'Tokens: given in a table.'
  const { ticket, platformToken, app } = tokens
  const platform = `Tokens: kept in the store; ticket ${ticket}, platform token ${platformToken}`
  if (app === undefined) return `${platform}.`
  const lifetime = app.lifetimeSeconds === undefined ? '' : `, given for ${app.lifetimeSeconds} s`
  return `${platform}; app ${app.state}, its token ${app.token}${lifetime}.`
}

const fenced = /^```json\n([^]*?)\n```$/m

/**
 * Finds in a report the profile for the emulator, as JSON that is still to be checked; nothing where there is none.
 */
export const profileIn = (report: string): unknown => {
  const found = fenced.exec(report.replaceAll('\r\n', '\n'))?.[1]
  if (found === undefined) return undefined
  const parsed = E.tryCatch(
    (): unknown => JSON.parse(found),
    () => undefined,
  )
  return E.isLeft(parsed) ? undefined : parsed.right
}

const profileLines = (profile: ObservedProfile): ReadonlyArray<string> => [
  '',
  '## Questions that this decides',
  '',
  'For `mini-domains emulate --profile FILE`, which then replies alike:',
  '',
  '```json',
  ...JSON.stringify(profile, null, 2).split('\n'),
  '```',
]

/**
 * Writes what was found as Markdown to be pasted into an issue: no secret, id, host, domain or message of a vendor is in it. English, as the pages
 * of facts are.
 */
export const probeReport = (
  vendors: ReadonlyArray<ProbedVendor>,
  profile: ObservedProfile,
  { tool, node }: { readonly tool: string; readonly node: string },
): ReadonlyArray<string> => [
  '# What vendors replied, compared with docs/vendors',
  '',
  `mini-domains ${tool}, Node ${node}. Only calls that read were made; no value of a reply is here.`,
  ...vendors.flatMap(({ vendor, version, tokens, calls }) => [
    '',
    `## ${vendor}, adapter ${version}: ${calls.filter(isAsAssumed).length} of ${calls.length} calls as assumed`,
    '',
    tokenText(tokens),
    ...calls.flatMap((call) => ['', `### ${call.name} (${call.source})`, '', ...resultLines(call)]),
  ]),
  ...profileLines(profile),
]
