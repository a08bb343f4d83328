import { type View } from '../state.js'
import { Detail } from './detail.js'
import { Filters } from './filters.js'
import { Glance } from './glance.js'
import { Groups } from './groups.js'
import { Lists } from './lists.js'

const madeOf = ({ report, state }: View): string => {
  const { at, from = [] } = report.head ?? {}
  const options = { dateStyle: 'medium', timeStyle: 'long' } as const
  const when = at === undefined ? [] : [new Date(at).toLocaleString(state.speech.language, options)]
  return [...when, ...from].join(' · ')
}

const notesOf = ({ report, state: { speech } }: View): ReadonlyArray<string> => {
  if (report.end === undefined) return [speech.word('damaged')]
  const { unlisted } = report.end
  return unlisted > 0 ? [speech.word('unlisted', { n: unlisted })] : []
}

/**
 * The whole page: what it came to, then each group of lists, then all lists one by one, and the fleet at a glance.
 */
export const Page = (view: View) => {
  const { report, state, on } = view
  const { speech } = state
  const { head, end, rows } = report
  return (
    <>
      <header>
        <h1>{head === undefined ? '' : speech.say(head.title)}</h1>
        <span class="soft" id="made">
          {madeOf(view)}
        </span>
        <button id="language" type="button" lang={speech.language === 'en' ? 'zh' : 'en'} onClick={on.speakOther}>
          {speech.word('other')}
        </button>
      </header>
      <main>
        <p id="total">{end === undefined ? '' : speech.say(end.total)}</p>
        <div id="notes">
          {notesOf(view).map((note) => (
            <p class="note bad">{note}</p>
          ))}
        </div>
        {rows.length > 0 && <Filters {...view} />}
        <h2>{speech.word('groups')}</h2>
        <Groups {...view} />
        {rows.length > 0 && (
          <>
            <h2>{speech.word('lists')}</h2>
            <div id="each">
              <Lists {...view} />
              <Detail {...view} />
            </div>
          </>
        )}
        {end !== undefined && end.counts.length > 0 && <Glance {...view} />}
      </main>
    </>
  )
}
