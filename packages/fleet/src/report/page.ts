import { createHash } from 'node:crypto'
import { pageScript, pageStyle } from './page-bundle.js'
import { type PageEnd, type PageFacts, type PageGroup, type PageHead, type PageLine } from './page-data.js'
import { visibleText } from './visible-text.js'

/**
 * One list as it is put into a page: the app is left out for a pool. `lines` is what is known of it alone.
 */
export interface PageList {
  readonly app?: string
  readonly name?: string
  readonly group: PageGroup
  readonly facts: PageFacts
  readonly lines?: ReadonlyArray<PageLine>
}

// So many different groups and facts are remembered while a page is written; a fleet with more makes a longer page, not a wrong one.
const remembered = 20_000

// Of what does not show, JSON spells out the control characters and halves of characters, and leaves the rest as it is.
const hasUnshown =
  /\\[bfr]|\\u[0-9a-f]|[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u

const shown = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.split('\n').map(visibleText).join('\n') : value

/** A value as JSON in which all can be seen but the ends of lines. */
const visibleJson = (value: unknown): string => {
  const json = JSON.stringify(value)
  return hasUnshown.test(json) ? JSON.stringify(value, shown) : json
}

/** Writes a value where it comes first, and its number after that. */
const numbered = <A>(): ((value: A) => string | number) => {
  const numbers = new Map<string, number>()
  let written = 0
  return (value) => {
    const json = visibleJson(value)
    const known = numbers.get(json)
    if (known !== undefined) return known
    if (numbers.size < remembered) numbers.set(json, written)
    written += 1
    return json
  }
}

/**
 * Writes lists as rows of a page, each as JSON. Thousands of apps differ in the same way: what they share is written once.
 */
export const rowWriter = (): ((list: PageList) => string) => {
  const group = numbered<PageGroup>()
  const facts = numbered<PageFacts>()
  return (list) => {
    const name = list.name === undefined && list.lines === undefined ? '' : `,${visibleJson(list.name ?? null)}`
    const lines = list.lines === undefined ? '' : `,${visibleJson(list.lines)}`
    return `[${visibleJson(list.app ?? null)},${group(list.group)},${facts(list.facts)}${name}${lines}]`
  }
}

/**
 * Writes what stands on top of a page, or what a report comes to, as JSON.
 */
export const entryText = (entry: PageHead | PageEnd): string => visibleJson(entry)

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing but the script and the style of the page itself, and no text that becomes HTML. */
const policy = (): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(pageScript)}`,
    `style-src ${hashOf(pageStyle)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')

const head = (): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="referrer" content="no-referrer">
<title>mini-domains</title>
<style>${pageStyle}</style>
</head>
<body>
<div id="page"></div>
<noscript>JavaScript is needed to show this report. 需要启用 JavaScript 才能显示该报告。</noscript>
<script id="lines" type="application/json">[
`

const foot = (): string => `
]</script>
<script>${pageScript}</script>
</body>
</html>
`

/** Inside a script element only `<` can end it. */
const embedded = (json: string): string => json.replaceAll('<', '\\u003c')

/**
 * Writes a report as one page that needs no network, from entries as JSON, piece by piece.
 */
export async function* pageOf(entries: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  yield head()
  let separator = ''
  for await (const entry of entries) {
    yield separator + embedded(entry)
    separator = ',\n'
  }
  yield foot()
}
