import { type Bilingual } from '@mini-domains/core'
import { bilingual, nearestWord, shownName } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type DesiredState } from './desired-state.js'
import { type OpenLines } from './file-lines.js'
import { appsOf } from './fleet-app.js'
import { type Selectable, type Selection, poolShare, selectableOf, selector } from './selection.js'

/**
 * A part of a selection that matches no app of the desired state; `all` where each part matches some, and no app all of them.
 */
export interface SelectionFault {
  readonly part: 'vendor' | 'app' | 'label' | 'exclude' | 'all'
  /** As it was given: a glob, or `KEY=VALUE`; empty where it is about all parts. */
  readonly value: string
  readonly message: Bilingual
  /** What was probably meant, and what there is. */
  readonly hint: Bilingual
}

type Name = Exclude<SelectionFault['part'], 'all'>

/** One text of a selection, and whether some app was seen that it matches. */
interface Part {
  readonly name: Name
  readonly value: string
  readonly matches: (app: Selectable) => boolean
  isMatched: boolean
}

const textsOf = (texts: string | ReadonlyArray<string> = []): ReadonlyArray<string> =>
  typeof texts === 'string' ? [texts] : texts

const labelsOf = ({ labels = {} }: Selection): ReadonlyArray<readonly [string, string]> =>
  Object.entries(labels).flatMap(([key, globs]) => textsOf(globs).map((glob) => [key, glob] as const))

const part = (name: Name, value: string, selection: Selection): Part => ({
  name,
  value,
  matches: selector(selection),
  isMatched: false,
})

const excludedText = (selection: Selection): string => {
  const id = [...textsOf(selection.vendor), ...textsOf(selection.id)].join('/')
  return [id, ...labelsOf(selection).map(([key, glob]) => `${key}=${glob}`)].filter((text) => text !== '').join(' ')
}

const partsOf = (selection: Selection): ReadonlyArray<Part> => [
  ...textsOf(selection.vendor).map((vendor) => part('vendor', vendor, { vendor })),
  ...textsOf(selection.id).map((id) => part('app', id, { id })),
  ...labelsOf(selection).map(([key, glob]) => part('label', `${key}=${glob}`, { labels: { [key]: glob } })),
  ...(selection.exclude ?? []).map((excluded) => part('exclude', excludedText(excluded), excluded)),
]

const rememberedAtMost = 1_000
const shownAtMost = 10

/** What there is to be named, of each sort, as far as it is remembered. */
interface Known {
  readonly vendors: Set<string>
  readonly apps: Set<string>
  readonly labels: Set<string>
}

const remember = (set: Set<string>, word: string): void => {
  if (set.size < rememberedAtMost) set.add(word)
}

const wordsFor = ({ name, value }: Part, { vendors, apps, labels }: Known): ReadonlyArray<string> => {
  switch (name) {
    case 'vendor':
      return [...vendors]
    case 'app':
      return [...apps]
    case 'label': {
      const key = `${value.split('=')[0] ?? ''}=`
      const same = [...labels].filter((label) => label.startsWith(key))
      return same.length > 0 ? same : [...labels]
    }
    case 'exclude':
      return [...(value.includes('=') ? labels : apps)]
  }
}

const thereIs = (words: ReadonlyArray<string>): Bilingual => {
  if (words.length === 0) return bilingual('There is none.', '目前一个也没有。')
  const shown = words.slice(0, shownAtMost).map(shownName)
  const more = words.length > shownAtMost ? ', …' : ''
  return bilingual(`There is: ${shown.join(', ')}${more}.`, `现有：${shown.join('、')}${more === '' ? '' : '……'}。`)
}

const isOfApps = ({ name, value }: Part): boolean => name === 'app' || (name === 'exclude' && !value.includes('='))

/** Marks the parts that an app matches. Thousands of ids may be named: one without a glob is looked up, and not tried on every app. */
const markerOf = (parts: ReadonlyArray<Part>): ((app: Selectable) => void) => {
  const isExact = ({ name, value }: Part): boolean => name === 'app' && !/[*?]/.test(value)
  const exact = new Map<string, Array<Part>>()
  for (const one of parts.filter(isExact)) {
    const id = one.value.toLowerCase()
    exact.set(id, [...(exact.get(id) ?? []), one])
  }
  const tried = parts.filter((one) => !isExact(one))
  return (app) => {
    for (const text of [app.id, `${app.vendor}/${app.id}`])
      for (const one of exact.get(text.toLowerCase()) ?? []) one.isMatched = true
    for (const one of tried) one.isMatched ||= one.matches(app)
  }
}

/** The apps that were probably meant may stand anywhere in long files, so they are looked for among all, those of the first parts. */
const nearestApps = async (
  parts: ReadonlyArray<Part>,
  rows: AsyncIterable<Selectable>,
): Promise<ReadonlyMap<Part, string>> => {
  const nearest = new Map<Part, string>()
  const asked = parts.filter(isOfApps).slice(0, shownAtMost)
  if (asked.length === 0) return nearest
  for await (const { id, vendor } of rows)
    for (const part of asked) {
      const best = nearest.get(part)
      const app = part.value.includes('/') ? `${vendor}/${id}` : id
      const found = nearestWord(part.value, best === undefined ? [app] : [best, app])
      if (found !== undefined) nearest.set(part, found)
    }
  return nearest
}

const optionOf = ({ name, value }: Part): string => `--${name} ${shownName(value)}`

const someUnread = bilingual(
  ' Some rows of the files of apps cannot be read: mini-domains apps tells which.',
  '名单文件中有无法读取的行，可用 mini-domains apps 查看。',
)

const faultOf = (part: Part, meant: string | undefined, there: Bilingual): SelectionFault => {
  return {
    part: part.name,
    value: part.value,
    message: bilingual(`${optionOf(part)} matches no app`, `${optionOf(part)} 没有匹配任何小程序`),
    hint:
      meant === undefined
        ? there
        : bilingual(`Did you mean ${shownName(meant)}? ${there.en}`, `您是否想用 ${shownName(meant)}？${there.zh}`),
  }
}

const together: SelectionFault = {
  part: 'all',
  value: '',
  message: bilingual(
    'no app matches all that was selected, or every one was excluded',
    '没有小程序同时满足全部筛选条件，或已全部被排除',
  ),
  hint: bilingual(
    'Each part matches some apps. See which: mini-domains apps.',
    '各项条件单独均有匹配。可用 mini-domains apps 查看。',
  ),
}

async function* selectables(
  desired: DesiredState,
  openLines: OpenLines | undefined,
  unread: () => void = () => undefined,
): AsyncGenerator<Selectable> {
  for await (const row of appsOf(desired, openLines))
    if (E.isRight(row)) yield selectableOf(row.right)
    else unread()
}

/**
 * What else a selection is tried on.
 */
export interface SelectionFaultOptions {
  /** The platform of a vendor is looked at too: a vendor that is selected whole matches, though it has no apps. */
  readonly withPlatforms?: boolean
}

/**
 * Says which parts of a selection match no app of a desired state, so that a misspelt one is never taken for a fleet that is right.
 * Nothing where some app is selected and each part matches. Reads the files of apps to their end.
 */
export const selectionFaults = async (
  desired: DesiredState,
  openLines: OpenLines | undefined,
  selection: Selection | undefined,
  { withPlatforms = false }: SelectionFaultOptions = {},
): Promise<ReadonlyArray<SelectionFault>> => {
  if (selection === undefined) return []
  const parts = partsOf(selection)
  const selects = selector(selection)
  const mark = markerOf(parts)
  const known: Known = { vendors: new Set(Object.keys(desired.content.vendors)), apps: new Set(), labels: new Set() }
  let isSelected = false
  let isWhole = true
  const unread = (): void => {
    isWhole = false
  }
  for (const vendor of withPlatforms ? known.vendors : []) {
    isSelected ||= poolShare(selection, vendor) === 'all'
    for (const one of parts) one.isMatched ||= one.name === 'vendor' && one.matches({ vendor, id: '', labels: {} })
  }
  for await (const app of selectables(desired, openLines, unread)) {
    isSelected ||= selects(app)
    mark(app)
    remember(known.apps, app.id)
    for (const [key, value] of Object.entries(app.labels)) remember(known.labels, `${key}=${value}`)
  }
  const unmatched = parts.filter(({ isMatched }) => !isMatched)
  const nearest = await nearestApps(unmatched, selectables(desired, openLines))
  const faults = unmatched.map((one) => {
    const words = wordsFor(one, known)
    const meant = isOfApps(one) ? nearest.get(one) : nearestWord(one.value, words)
    const there = thereIs(words)
    return faultOf(
      one,
      meant,
      isWhole ? there : bilingual(`${there.en}${someUnread.en}`, `${there.zh}${someUnread.zh}`),
    )
  })
  return faults.length > 0 || isSelected ? faults : [together]
}
