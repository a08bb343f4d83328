import { type PageGroup } from '../../src/report/page-data.js'
import { type Group } from '../report.js'
import { type FoundGroup } from '../search.js'
import { type View, titleOf } from '../state.js'

const shortDetails = 4
const shortNames = 10
const longNames = 200
const printedGroups = 500

const toneOf = (detail: string): string => {
  if (detail.startsWith('+ ')) return 'good'
  if (detail.startsWith('- ')) return 'bad'
  return detail.startsWith('! ') ? 'caution' : ''
}

const costText = ({ state: { speech } }: View, { cost }: PageGroup, { left, rows }: FoundGroup): string => {
  if (cost === undefined) return ''
  const [each, rest] = rows.length === 1 ? (['costs', 'left'] as const) : (['each', 'least'] as const)
  const least = left === undefined ? [] : [speech.word(rest, { n: left })]
  return [speech.word(each, { n: cost }), ...least].join(' · ')
}

const countText = ({ state }: View, group: Group, { rows }: FoundGroup): string =>
  rows.length === group.rows
    ? state.speech.word('changes', { n: group.count })
    : state.speech.word('ofAll', { n: rows.length, all: group.count })

interface GroupProps {
  readonly view: View
  readonly group: Group
  readonly found: FoundGroup
}

const Names = ({ view, group, found, isLong }: GroupProps & { readonly isLong: boolean }) => {
  const { report, state } = view
  const { language, word } = state.speech
  const most = isLong ? longNames : shortNames
  // An app may be in a group with both of its lists.
  const read = found.rows.slice(0, 2 * most + 1)
  const titles = read.flatMap((row) => {
    const known = report.rows[row]
    return known === undefined ? [] : [titleOf(known, state.speech)]
  })
  const names = [...new Set(titles)]
  const shown = names.slice(0, most)
  const all = found.rows.length === group.rows ? group.count : found.rows.length
  const rest = names.length > most || read.length < all ? all - shown.length : 0
  return (
    <p class="names">
      {shown.map((name, index) => [index === 0 ? '' : language === 'zh' ? '、' : ', ', <bdi key={name}>{name}</bdi>])}
      {rest > 0 && <span class="soft">{` … ${word('more', { n: rest })}`}</span>}
    </p>
  )
}

const GroupCard = ({ view, group, found }: GroupProps) => {
  const { state, on } = view
  const { say, word } = state.speech
  const { family, title, tone, vendor, list, details, actor, hint } = group.value
  const isLong = state.printing || state.unfolded.has(found.group)
  const isShort = details.length <= shortDetails && found.rows.length <= shortNames
  const shown = isLong ? details : details.slice(0, shortDetails)
  const where = [vendor, ...(list === undefined ? [] : [say(list)])].filter((text) => text !== '').join(' · ')
  return (
    <article class="group">
      <h3>
        <span class={`tag ${tone}`}>{say(family ?? title)}</span>{' '}
        {family !== undefined && <span>{`${say(title)} `}</span>}
        <b class="number">{countText(view, group, found)}</b> <span class="soft">{where}</span>
      </h3>
      <p class="soft">{costText(view, group.value, found)}</p>
      <ul class="details">
        {shown.map((detail) => (
          <li class={toneOf(say(detail))}>{say(detail)}</li>
        ))}
        {shown.length < details.length && (
          <li class="soft">{`… ${word('more', { n: details.length - shown.length })}`}</li>
        )}
      </ul>
      {actor !== undefined && <p>{word('actor') + say(actor)}</p>}
      {hint !== undefined && <p>{`→ ${say(hint)}`}</p>}
      <Names view={view} group={group} found={found} isLong={isLong} />
      <p class="buttons">
        {!isShort && (
          <button type="button" aria-expanded={isLong} onClick={() => on.unfold(found.group)}>
            {word(isLong ? 'fold' : 'unfold')}
          </button>
        )}
        {found.rows.length > 1 && (
          <button type="button" onClick={() => on.choose({ group: String(found.group) })}>
            {word('only')}
          </button>
        )}
      </p>
    </article>
  )
}

/**
 * What many lists have in common, once for all of them, the largest group first, each with its apps by name.
 */
export const Groups = (view: View) => {
  const { report, state, on } = view
  const { word } = state.speech
  const { groups } = state.found
  const shown = groups.slice(0, state.printing ? printedGroups : state.shownGroups)
  return (
    <section id="groups" aria-label={word('groups')}>
      {report.rows.length === 0 && <p class="soft">{word('nothing')}</p>}
      {shown.map((found) => {
        const group = report.groups[found.group]
        return group === undefined ? null : <GroupCard key={found.group} view={view} group={group} found={found} />
      })}
      {shown.length < groups.length && (
        <button type="button" id="more-groups" onClick={on.showMoreGroups}>
          {word('moreGroups', { n: groups.length - shown.length })}
        </button>
      )}
    </section>
  )
}
