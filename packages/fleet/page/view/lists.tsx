import { createRef } from 'preact'
import { type View, titleOf } from '../state.js'

/**
 * The element that the lists scroll in.
 */
export const listElement = createRef<HTMLDivElement>()

const beyond = 8
const mostPrinted = 5_000

const signed = (sign: string, count: number, number: (value: number) => string): string =>
  count === 0 ? '' : sign + number(count)

interface RowProps {
  readonly view: View
  readonly index: number
  /** Its place among those that were found, from 0. */
  readonly place: number
}

const ListRow = ({ view: { report, state, on }, index, place }: RowProps) => {
  const row = report.rows[index]
  const group = report.groups[row?.group ?? -1]?.value
  const facts = report.facts[row?.facts ?? -1]?.value
  if (row === undefined || group === undefined || facts === undefined) return null
  const { say, word, number } = state.speech
  const comes = facts.domains.filter(({ sign }) => sign === '+').length
  const isPicked = index === state.picked
  return (
    <div
      id={`row-${index}`}
      class={isPicked ? 'row picked' : 'row'}
      role="option"
      aria-selected={isPicked}
      aria-posinset={place + 1}
      aria-setsize={state.found.rows.length}
      onClick={() => on.pick(index)}
    >
      <span class={`tag ${group.tone}`}>{say(group.family ?? group.title)}</span>
      <bdi class="app">{titleOf(row, state.speech)}</bdi>
      <span class="vendor">{group.vendor}</span>
      <span class="list soft">{word(facts.list)}</span>
      {group.family === undefined ? (
        <>
          <span class="number good">{signed('+', comes, number)}</span>
          <span class="number bad">{signed('−', facts.domains.length - comes, number)}</span>
        </>
      ) : (
        <span class="reason">{say(group.title)}</span>
      )}
    </div>
  )
}

const Printed = (view: View) => {
  const { rows } = view.state.found
  const rest = rows.length - mostPrinted
  return (
    <div id="rows" class="printed">
      {rows.slice(0, mostPrinted).map((index, place) => (
        <ListRow view={view} index={index} place={place} />
      ))}
      {rest > 0 && <p>{view.state.speech.word('unlisted', { n: rest })}</p>}
    </div>
  )
}

const InSight = (view: View) => {
  const { found, sight } = view.state
  const first = Math.max(0, Math.floor(sight.top / sight.rowHeight) - beyond)
  const count = Math.ceil(sight.height / sight.rowHeight) + 2 * beyond
  return (
    <>
      <div id="space" style={{ height: `${found.rows.length * sight.rowHeight}px` }} />
      <div id="rows" style={{ transform: `translateY(${first * sight.rowHeight}px)` }}>
        {found.rows.slice(first, first + count).map((index, place) => (
          <ListRow key={index} view={view} index={index} place={first + place} />
        ))}
      </div>
    </>
  )
}

/**
 * All lists that were found, of which only those in sight are in the document; all of them where the page is printed.
 */
export const Lists = (view: View) => {
  const { report, state, on } = view
  const { word } = state.speech
  const isEmpty = state.found.rows.length === 0
  return (
    <div id="lists">
      <div
        id="list"
        ref={listElement}
        role="listbox"
        tabIndex={0}
        aria-label={word('lists')}
        aria-activedescendant={state.picked === -1 ? undefined : `row-${state.picked}`}
        onScroll={(event) => on.scroll(event.currentTarget.scrollTop)}
        onKeyDown={on.press}
      >
        {state.printing ? <Printed {...view} /> : <InSight {...view} />}
      </div>
      <p class="soft" id="empty">
        {isEmpty && report.rows.length > 0 ? word('none') : ''}
      </p>
    </div>
  )
}
