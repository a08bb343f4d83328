import { type Language } from '@mini-domains/core/adapter'
import { type ListAddress, type PlanChange } from '@mini-domains/fleet'
import Table from 'cli-table3'
import colors from 'picocolors'
import { type Item, type Job } from './job.js'
import { words } from './words.js'

const style = { head: [], border: [] }

type Word = keyof typeof words

const tableOf = (head: ReadonlyArray<Word>, rows: ReadonlyArray<ReadonlyArray<string>>, language: Language): string => {
  const table = new Table({ head: head.map((word) => words[word][language]), style })
  for (const row of rows) table.push([...row])
  return table.toString()
}

const place = ({ vendor, app, list }: ListAddress, language: Language): ReadonlyArray<string> => [
  `${vendor} · ${app ?? words.pool[language]}`,
  words[list][language],
]

const domainsOf = ({ reasons }: PlanChange): string =>
  reasons
    .filter(({ source }) => source !== 'keep')
    .map(({ kind, domain, intent }) =>
      intent === 'present' ? colors.green(`+ ${kind} ${domain}`) : colors.red(`- ${kind} ${domain}`),
    )
    .join('\n')

const paint = ({ status }: Item): string => {
  switch (status) {
    case 'done':
    case 'already':
      return colors.green(status)
    case 'partial':
    case 'stale':
    case 'unknown':
      return colors.yellow(status)
    case 'failed':
      return colors.red(status)
  }
}

const heading = (word: Word, language: Language): string => `\n${colors.bold(words[word][language])}`

const counts = ({ plan, writes }: Job): ReadonlyArray<ReadonlyArray<string>> =>
  Object.entries(writes).map(([vendor, made]) => [vendor, String(plan.vendors[vendor]?.changes ?? 0), String(made)])

/**
 * Lays out what the job did, for people.
 */
export const jobTables = (job: Job, language: Language): string => {
  const { verified } = job
  return [
    heading('plan', language),
    tableOf(
      ['whose', 'list', 'change', 'domains'],
      job.changes.map((change) => [...place(change.address, language), change.action, domainsOf(change)]),
      language,
    ),
    heading('apply', language),
    tableOf(
      ['whose', 'list', 'result'],
      job.items.map((item) => [...place(item.address, language), paint(item)]),
      language,
    ),
    job.faultStruck ? colors.dim(words.survived[language]) : '',
    tableOf(['changes', 'planned', 'made'], counts(job), language),
    heading('verify', language),
    tableOf(
      ['lists', 'same', 'differing', 'effectiveUnknown'],
      verified === undefined
        ? []
        : [[verified.lists, verified.same, verified.differing, verified.effectiveUnknown].map(String)],
      language,
    ),
  ].join('\n')
}
