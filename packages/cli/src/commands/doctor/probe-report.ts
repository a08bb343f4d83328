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
        readonly code?: number | string
        readonly httpStatus?: number
      }
    /** The config has no app of the vendor. */
    | { readonly _tag: 'Skipped' }
}

/**
 * What a probe found at one vendor.
 */
export interface ProbedVendor {
  /** The adapter's name of it, never that of the config. */
  readonly vendor: string
  readonly version: string
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

/**
 * Writes what was found as Markdown to be pasted into an issue: no secret, id, host, domain or message of a vendor is in it. English, as the pages
 * of facts are.
 */
export const probeReport = (
  vendors: ReadonlyArray<ProbedVendor>,
  { tool, node }: { readonly tool: string; readonly node: string },
): ReadonlyArray<string> => [
  '# What vendors replied, compared with docs/vendors',
  '',
  `mini-domains ${tool}, Node ${node}. Only calls that read were made; no value of a reply is here.`,
  ...vendors.flatMap(({ vendor, version, calls }) => [
    '',
    `## ${vendor}, adapter ${version}: ${calls.filter(isAsAssumed).length} of ${calls.length} calls as assumed`,
    ...calls.flatMap((call) => ['', `### ${call.name} (${call.source})`, '', ...resultLines(call)]),
  ]),
]
