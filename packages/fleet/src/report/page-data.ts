/**
 * A text in both languages of a page.
 */
export interface PageText {
  readonly en: string
  readonly zh: string
}

/**
 * How something is coloured: what comes, what goes, what needs care, what is held up, what is as it should be.
 */
export type Tone = 'good' | 'bad' | 'caution' | 'stop' | 'calm'

/**
 * A line of a text that may be coloured.
 */
export interface PageLine {
  readonly text: PageText
  readonly tone?: Tone
}

/**
 * What stands on top of a page: its title, when it was made (ISO 8601), and from what.
 */
export interface PageHead {
  readonly entry: 'head'
  readonly title: PageText
  readonly at?: string
  readonly from: ReadonlyArray<string>
}

/**
 * What many lists have in common.
 */
export interface PageGroup {
  /** The title of a family of groups, such as `blocked`, where this group is one of it. */
  readonly family?: PageText
  readonly title: PageText
  readonly tone: Tone
  readonly vendor: string
  readonly list?: PageText
  readonly details: ReadonlyArray<PageText>
  readonly actor?: PageText
  readonly hint?: PageText
  /** Modifications that each of its lists spends. */
  readonly cost?: number
  /** How many lists it has, where the page does not name all of them. */
  readonly count?: number
}

/**
 * A domain that comes or goes, and who asks for that.
 */
export interface PageDomain {
  readonly sign: '+' | '-'
  readonly domain: string
  readonly note: PageText
}

/**
 * What is known of one list beyond its group. Lists may share it.
 */
export interface PageFacts {
  readonly list: 'server' | 'webview' | 'prefetch'
  /** Modifications that are left. */
  readonly left?: number
  readonly lines: ReadonlyArray<PageLine>
  readonly domains: ReadonlyArray<PageDomain>
}

/**
 * One list: the app (`null` for a pool), its group and its facts, the merchant's name, and what is known of it alone. A group and facts
 * that stood in a row before are named by their number, counted from 0.
 */
export type PageRow = readonly [
  app: string | null,
  group: PageGroup | number,
  facts: PageFacts | number,
  name?: string | null,
  lines?: ReadonlyArray<PageLine>,
]

/**
 * How many there are of something.
 */
export interface PageCount {
  readonly word: PageText
  readonly count: number
  readonly tone?: Tone
}

/**
 * What a report comes to. A page without it was cut short.
 */
export interface PageEnd {
  readonly entry: 'end'
  readonly total: PageText
  readonly counts: ReadonlyArray<PageCount>
  /** The lists of each vendor. */
  readonly vendors: ReadonlyArray<{ readonly name: string; readonly counts: ReadonlyArray<PageCount> }>
  /** Lists that are not in the page. */
  readonly unlisted: number
}

/**
 * One entry of the data that a page is drawn from.
 */
export type PageEntry = PageHead | PageRow | PageEnd
