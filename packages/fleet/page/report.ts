import {
  type PageEnd,
  type PageEntry,
  type PageFacts,
  type PageGroup,
  type PageHead,
  type PageLine,
  type PageText,
} from '../src/report/page-data.js'

/**
 * One list of a report, and what a search looks through.
 */
export interface Row {
  readonly app: string | null
  readonly name: string | undefined
  /** The numbers of its group and its facts. */
  readonly group: number
  readonly facts: number
  readonly lines: ReadonlyArray<PageLine>
  readonly text: string
}

/**
 * A part that rows share, and what a search looks through.
 */
export interface Shared<A> {
  readonly value: A
  readonly text: string
}

/**
 * A group: how many lists it has, and how many of them are in the page.
 */
export interface Group extends Shared<PageGroup> {
  readonly count: number
  readonly rows: number
}

/**
 * A domain that comes or goes, and with how many lists.
 */
export interface ChangedDomain {
  readonly sign: '+' | '-'
  readonly domain: string
  readonly count: number
}

/**
 * A title that groups have, or a family of them.
 */
export interface Kind {
  readonly title: PageText
  readonly isInFamily: boolean
}

/**
 * A report as its page has it.
 */
export interface Report {
  readonly head: PageHead | undefined
  readonly end: PageEnd | undefined
  readonly groups: ReadonlyArray<Group>
  readonly facts: ReadonlyArray<Shared<PageFacts>>
  readonly rows: ReadonlyArray<Row>
  readonly vendors: ReadonlyArray<string>
  /** The titles of groups, those of a family below its own. */
  readonly kinds: ReadonlyArray<Kind>
  /** The domains that come or go with most lists. */
  readonly changedMost: ReadonlyArray<ChangedDomain>
}

/** The data and this code come of one build, so the form of the data is not looked at again. */
const isEntries = (value: unknown): value is ReadonlyArray<PageEntry> => Array.isArray(value)

const both = (text: PageText | undefined): string => (text === undefined ? '' : `${text.en} ${text.zh}`)

const searched = (texts: ReadonlyArray<string | undefined>): string => texts.join(' ').toLowerCase()

const groupText = ({ family, title, vendor, list, details, actor, hint }: PageGroup): string =>
  searched([vendor, ...[family, title, list, ...details, actor, hint].map(both)])

const factsText = ({ list, lines, domains }: PageFacts): string =>
  searched([
    list,
    ...lines.map(({ text }) => both(text)),
    ...domains.map(({ domain, note }) => `${domain} ${both(note)}`),
  ])

/** Keeps what rows share, each once. */
const sharedBook = <A>(textOf: (value: A) => string) => {
  const all: Array<Shared<A>> = []
  return {
    all,
    numberOf: (value: A | number): number =>
      typeof value === 'number' ? value : all.push({ value, text: textOf(value) }) - 1,
  }
}

const kindsOf = (groups: ReadonlyArray<Shared<PageGroup>>): ReadonlyArray<Kind> => {
  const families = new Map<string, { readonly title: PageText; readonly titles: Map<string, PageText> }>()
  for (const { value } of groups) {
    const title = value.family ?? value.title
    const family = families.get(title.en) ?? { title, titles: new Map<string, PageText>() }
    families.set(title.en, family)
    if (value.family !== undefined) family.titles.set(value.title.en, value.title)
  }
  return [...families.values()].flatMap(({ title, titles }) => [
    { title, isInFamily: false },
    ...[...titles.values()].map((one) => ({ title: one, isInFamily: true })),
  ])
}

const changedMost = (
  rows: ReadonlyArray<Row>,
  facts: ReadonlyArray<Shared<PageFacts>>,
): ReadonlyArray<ChangedDomain> => {
  const uses = facts.map(() => 0)
  for (const row of rows) uses[row.facts] = (uses[row.facts] ?? 0) + 1
  const counts = new Map<string, ChangedDomain>()
  facts.forEach(({ value }, index) => {
    for (const { sign, domain } of value.domains) {
      const known = counts.get(sign + domain)?.count ?? 0
      counts.set(sign + domain, { sign, domain, count: known + (uses[index] ?? 0) })
    }
  })
  return [...counts.values()].sort((one, other) => other.count - one.count).slice(0, 6)
}

/**
 * Reads the data of a page.
 */
export const readReport = (json: string): Report => {
  const entries: unknown = JSON.parse(json)
  const groups = sharedBook(groupText)
  const facts = sharedBook(factsText)
  const rows: Array<Row> = []
  const counts: Array<number> = []
  let head: PageHead | undefined
  let end: PageEnd | undefined
  for (const entry of isEntries(entries) ? entries : []) {
    if ('entry' in entry) {
      if (entry.entry === 'head') head = entry
      else end = entry
      continue
    }
    const [app, group, shared, name, lines = []] = entry
    const number = groups.numberOf(group)
    counts[number] = (counts[number] ?? 0) + 1
    rows.push({
      app,
      name: name ?? undefined,
      group: number,
      facts: facts.numberOf(shared),
      lines,
      text: searched([app ?? 'pool 平台域名池', name ?? '', ...lines.map(({ text }) => both(text))]),
    })
  }
  return {
    head,
    end,
    groups: groups.all.map((group, index) => {
      const inPage = counts[index] ?? 0
      return { ...group, count: group.value.count ?? inPage, rows: inPage }
    }),
    facts: facts.all,
    rows,
    vendors: [...new Set(groups.all.map(({ value }) => value.vendor))].filter((vendor) => vendor !== '').sort(),
    kinds: kindsOf(groups.all),
    changedMost: changedMost(rows, facts.all),
  }
}
