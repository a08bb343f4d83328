import { createRef } from 'preact'
import { type PageDomain, type PageLine } from '../../src/report/page-data.js'
import { type View, titleOf } from '../state.js'
import { type Speech } from '../words.js'

/**
 * The element that tells of one list.
 */
export const detailElement = createRef<HTMLElement>()

const Line = ({ line, speech }: { readonly line: PageLine; readonly speech: Speech }) => (
  <p class={line.tone === undefined ? 'soft' : `note ${line.tone}`}>{speech.say(line.text)}</p>
)

const Domain = ({ domain, speech }: { readonly domain: PageDomain; readonly speech: Speech }) => (
  <li>
    <code class={domain.sign === '+' ? 'good' : 'bad'}>{`${domain.sign === '+' ? '+' : '−'} ${domain.domain}`}</code>
    <div class="soft">{speech.say(domain.note)}</div>
  </li>
)

const Known = ({ report, state }: View) => {
  const { speech } = state
  const row = report.rows[state.picked]
  const group = report.groups[row?.group ?? -1]?.value
  const facts = report.facts[row?.facts ?? -1]?.value
  if (row === undefined || group === undefined || facts === undefined) return <p class="soft">{speech.word('pick')}</p>
  const { say, word } = speech
  const { family, title, tone, vendor, details, actor, hint } = group
  return (
    <>
      <h2>
        <bdi>{titleOf(row, speech)}</bdi>
      </h2>
      <p>
        <span class={`tag ${tone}`}>{say(family ?? title)}</span>{' '}
        <span class="soft">{[vendor, word(facts.list)].filter((text) => text !== '').join(' · ')}</span>
      </p>
      {family !== undefined && <p class={`note ${tone}`}>{say(title)}</p>}
      {facts.domains.length === 0 && details.map((detail) => <p>{say(detail)}</p>)}
      {actor !== undefined && <p>{word('actor') + say(actor)}</p>}
      {hint !== undefined && <p>{`→ ${say(hint)}`}</p>}
      {[...facts.lines, ...row.lines].map((line) => (
        <Line line={line} speech={speech} />
      ))}
      <ul>
        {facts.domains.map((domain) => (
          <Domain domain={domain} speech={speech} />
        ))}
      </ul>
    </>
  )
}

/**
 * What is known of the list that is picked.
 */
export const Detail = (view: View) => (
  <section id="detail" ref={detailElement} aria-live="polite">
    <Known {...view} />
  </section>
)
