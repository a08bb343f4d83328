import { type Document, type Row } from './row.js'
import { rows } from './rows.js'

const documents: ReadonlyArray<readonly [Document, string]> = [
  ['S0', 'WeChat, "修改服务器地址" (old RST page of the Chinese documentation)'],
  ['S1', 'Baidu, "修改服务器地址" (swan-team/swan-docs @3c69b2a9, `source/_posts/develop/third/address.md`)'],
  ['S2', 'WeChat, "Setting Server Domain Name" (English page)'],
  ['S3', 'WeChat, "设置第三方平台业务域名" (modifyThirdpartyJumpDomain)'],
]

const head = `<!-- Written by \`pnpm seeds\`; do not edit. -->

# What the vendors' documents say, and the proof of each line

Four documents are where this project began. Every endpoint, parameter, action, example, reply field, rule and code in them
has a row here. Each row is a test of its own in \`test/seeds/wire.test.ts\`: a bare \`node:http\` server keeps the raw request and
gives the reply that the document prints, and the call goes through the public API. \`pnpm seeds:mutation\` breaks the source once
for each row, by an edit of the file in the last column, and fails where the row's test does not. The documents are described,
with all later sources, in [docs/vendors](vendors/README.md).
`

const tableOf = (document: Document): string =>
  [
    '| what | item | what the test shows | broken in |',
    '|---|---|---|---|',
    ...rows
      .filter((row) => row.document === document)
      .map(
        ({ what, item, sentence, breakage: { file } }: Row) =>
          `| ${what} | ${item} | ${sentence} | [${file}](../${file}) |`,
      ),
  ].join('\n')

/** The page `docs/seed-coverage.md`. */
export const page = (): string =>
  [
    head,
    ['| | document |', '|---|---|', ...documents.map(([document, title]) => `| ${document} | ${title} |`)].join('\n'),
    ...documents.map(([document]) => `\n## ${document}\n\n${tableOf(document)}`),
    '',
  ].join('\n')
