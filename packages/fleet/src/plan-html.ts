import { pageBody } from './page/body.js'
import { pageScript } from './page/script.js'
import { pageStyle } from './page/style.js'
import { type PlanLine } from './plan-line.js'

// Inside a script element only `<` can end it; the two separators end a line in old parsers.
const embedded = (line: PlanLine): string =>
  JSON.stringify(line).replace(/[<\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

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

/**
 * Writes a plan as one page that needs no network: the fleet at a glance, a search, filters, and the reasons of each change,
 * in English and Chinese. Piece by piece.
 */
export async function* planHtml(lines: AsyncIterable<PlanLine>): AsyncGenerator<string> {
  yield head
  let separator = ''
  for await (const line of lines) {
    yield separator + embedded(line)
    separator = ',\n'
  }
  yield foot
}
