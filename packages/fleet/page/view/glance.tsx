import { type View } from '../state.js'
import { type PageCount } from '../../src/report/page-data.js'

const Bar = ({ counts, view }: { readonly counts: ReadonlyArray<PageCount>; readonly view: View }) => {
  const { say, number } = view.state.speech
  const all = Math.max(
    1,
    counts.reduce((sum, { count }) => sum + count, 0),
  )
  return (
    <>
      <span class="legends">
        {counts.map(({ word, count, tone = 'calm' }) => (
          <span class={`legend ${tone}`}>{`${number(count)} ${say(word)}`}</span>
        ))}
      </span>
      <span class="bar" aria-hidden="true">
        {counts.map(({ count, tone = 'calm' }) => (
          <i class={tone} style={{ width: `${(100 * count) / all}%` }} />
        ))}
      </span>
    </>
  )
}

const Vendors = ({ report, state, on }: View) => (
  <section class="card">
    <h3>{state.speech.word('vendors')}</h3>
    {report.end?.vendors.map(({ name, counts }) => (
      <div class="vendor">
        <b>{name}</b> <Bar counts={counts} view={{ report, state, on }} />
      </div>
    ))}
  </section>
)

const Domains = ({ report, state, on }: View) => {
  const { word, number } = state.speech
  return (
    <section class="card" id="domains">
      <h3>{word('hosts')}</h3>
      {report.changedMost.map(({ sign, domain, count }) => (
        <button type="button" class="domain" onClick={() => on.choose({ search: domain })}>
          <span class={sign === '+' ? 'good' : 'bad'}>{`${sign === '+' ? '+' : '−'} ${domain}`}</span>
          <span class="number">{number(count)}</span>
        </button>
      ))}
    </section>
  )
}

/**
 * The fleet at a glance: what the report counts, the lists of each vendor, and the domains that change most.
 */
export const Glance = (view: View) => {
  const { report, state } = view
  const { say, word, number } = state.speech
  const { counts = [], vendors = [] } = report.end ?? {}
  return (
    <section id="glance" aria-label={word('glance')}>
      <ul id="cards">
        {counts.map(({ word: what, count, tone = '' }) => (
          <li class="card">
            <b class={`count ${tone}`}>{number(count)}</b> <span class="soft">{say(what)}</span>
          </li>
        ))}
      </ul>
      {vendors.length > 0 && <Vendors {...view} />}
      {report.changedMost.length > 0 && <Domains {...view} />}
    </section>
  )
}
