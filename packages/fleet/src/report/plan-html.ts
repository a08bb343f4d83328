import { pageBody } from './page/body.js'
import { rowWriter } from './page/row.js'
import { pageScript } from './page/script.js'
import { pageStyle } from './page/style.js'
import { type PlanLine, matchPlanLine } from '../plan/plan-line.js'

/**
 * How a plan is written as a page.
 */
export interface HtmlOptions {
  /** Lists in the page, at most; the rest is counted, and the page says so. Default 300,000, which a browser still scrolls and searches. */
  readonly rows?: number
}

// Inside a script element only `<` can end it; the two separators end a line in old parsers.
const embedded = (json: string): string =>
  json.replace(/[<\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"

const head = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>mini-domains plan</title>
<style>${pageStyle}</style>
</head>
<body>
${pageBody}
<script id="lines" type="application/json">[
`

const foot = `
]</script>
<script>${pageScript}</script>
</body>
</html>
`

/** Writes lines as the page has them; nothing for a list that is one too many. */
const entryWriter = (most: number) => {
  const rowOf = rowWriter()
  let lists = 0
  const listOf = (line: Parameters<typeof rowOf>[0]): string | undefined => {
    lists += 1
    return lists <= most ? rowOf(line) : undefined
  }
  const entryOf = matchPlanLine({ header: JSON.stringify, summary: JSON.stringify, change: listOf, blocked: listOf })
  return { entryOf, rest: () => Math.max(0, lists - most) }
}

async function* entries(lines: AsyncIterable<PlanLine>, most: number): AsyncGenerator<string> {
  const { entryOf, rest } = entryWriter(most)
  for await (const line of lines) {
    const entry = entryOf(line)
    if (entry !== undefined) yield entry
  }
  if (rest() > 0) yield JSON.stringify({ rest: rest() })
}

/**
 * Writes a plan as one page that needs no network: the fleet at a glance, a search, filters, and the reasons of each change,
 * in English and Chinese. Piece by piece.
 */
export async function* planHtml(
  lines: AsyncIterable<PlanLine>,
  { rows = 300_000 }: HtmlOptions = {},
): AsyncGenerator<string> {
  yield head
  let separator = ''
  for await (const entry of entries(lines, rows)) {
    yield separator + embedded(entry)
    separator = ',\n'
  }
  yield foot
}
