import { render } from 'preact'
import { addressOf, readAddress } from './address.js'
import { type Report, readReport } from './report.js'
import { type Choice, find } from './search.js'
import { type Actions, type State } from './state.js'
import { detailElement } from './view/detail.js'
import { listElement } from './view/lists.js'
import { Page } from './view/page.js'
import { type Language, speechOf } from './words.js'

const groupsAtOnce = 20
const usualRowHeight = 34

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
}

/**
 * Draws a report into an element, and again at whatever a person does.
 */
const start = (report: Report, root: Element): void => {
  const spoken: Language = /^zh/i.test(navigator.language) ? 'zh' : 'en'
  const kept = readAddress(report, location.hash.slice(1))
  let chosen = kept.language
  let state: State = {
    speech: speechOf(chosen ?? spoken),
    choice: kept.choice,
    found: find(report, kept.choice),
    picked: kept.picked,
    unfolded: new Set(),
    shownGroups: groupsAtOnce,
    sight: { top: 0, height: 0, rowHeight: usualRowHeight },
    printing: false,
  }

  const draw = (changed: Partial<State> = {}): void => {
    state = { ...state, ...changed }
    document.documentElement.lang = state.speech.language
    document.title = report.head === undefined ? '' : state.speech.say(report.head.title)
    render(<Page report={report} state={state} on={on} />, root)
  }

  const keepAddress = (): void => {
    const address = addressOf(report, { choice: state.choice, picked: state.picked, language: chosen })
    if (address !== location.hash.slice(1)) history.replaceState(null, '', `#${address}`)
  }

  /** Looks how much of the lists is in sight, and draws that. */
  const look = (): void => {
    const list = listElement.current
    if (list === null) return
    const rowHeight = parseFloat(getComputedStyle(list).getPropertyValue('--row')) || usualRowHeight
    draw({ sight: { top: list.scrollTop, height: list.clientHeight, rowHeight } })
  }

  const scrollTo = (top: number): void => {
    if (listElement.current !== null) listElement.current.scrollTop = top
    look()
  }

  const showPicked = (): void => {
    const at = state.found.rows.indexOf(state.picked)
    if (at !== -1) scrollTo(at * state.sight.rowHeight)
  }

  const pick = (row: number): void => {
    draw({ picked: row })
    keepAddress()
    if (detailElement.current === null) return
    detailElement.current.scrollTop = 0
    if (matchMedia('(max-width:900px)').matches) detailElement.current.scrollIntoView({ block: 'nearest' })
  }

  const choose = (changed: Partial<Choice>): void => {
    const choice = { ...state.choice, ...changed }
    draw({ choice, found: find(report, choice), shownGroups: groupsAtOnce })
    scrollTo(0)
    keepAddress()
    if (changed.group !== undefined && changed.group !== '') listElement.current?.focus()
  }

  const press = (event: KeyboardEvent): void => {
    const step = steps[event.key]
    const { rows } = state.found
    if (step === undefined || rows.length === 0) return
    event.preventDefault()
    const { top, height, rowHeight } = state.sight
    const at = Math.min(rows.length - 1, Math.max(0, rows.indexOf(state.picked) + step))
    const above = at * rowHeight
    if (above < top) scrollTo(above)
    if (above + rowHeight > top + height) scrollTo(above + rowHeight - height)
    pick(rows[at] ?? -1)
  }

  let isScrolling = false
  const on: Actions = {
    choose,
    pick,
    press,
    unfold: (group) => {
      const unfolded = new Set(state.unfolded)
      if (!unfolded.delete(group)) unfolded.add(group)
      draw({ unfolded })
    },
    showMoreGroups: () => draw({ shownGroups: state.shownGroups + groupsAtOnce }),
    speakOther: () => {
      chosen = state.speech.language === 'en' ? 'zh' : 'en'
      draw({ speech: speechOf(chosen) })
      keepAddress()
    },
    scroll: () => {
      if (isScrolling) return
      isScrolling = true
      requestAnimationFrame(() => {
        isScrolling = false
        look()
      })
    },
  }

  addEventListener('resize', look)
  addEventListener('beforeprint', () => draw({ printing: true }))
  addEventListener('afterprint', () => draw({ printing: false }))
  addEventListener('keydown', (event) => {
    const search = document.getElementById('search')
    if (event.key !== '/' || search === null || event.target instanceof HTMLInputElement) return
    event.preventDefault()
    search.focus()
  })
  addEventListener('hashchange', () => {
    const { choice, picked, language } = readAddress(report, location.hash.slice(1))
    chosen = language
    draw({ speech: speechOf(language ?? spoken), choice, picked, found: find(report, choice) })
    showPicked()
  })
  draw()
  look()
  showPicked()
}

const root = document.getElementById('page')
if (root !== null) start(readReport(document.getElementById('lines')?.textContent ?? '[]'), root)
