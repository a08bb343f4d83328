import { JSDOM } from 'jsdom'

/**
 * A page that is open, and what a person sees and does there.
 */
export interface OpenPage {
  /** What is shown in an element, by its selector. */
  readonly text: (selector: string) => string
  readonly count: (selector: string) => number
  readonly type: (id: string, value: string) => void
  readonly click: (selector: string) => void
  readonly press: (key: string, selector?: string) => void
  readonly scroll: (top: number) => void
  readonly happens: (event: string) => void
  /** The part of its address behind `#`. */
  readonly address: () => string
  readonly title: () => string
  readonly hasFocus: (selector: string) => boolean
}

/**
 * Opens a page as a browser does, its script running, in a window of no layout: ten rows of 34 pixels are in sight.
 */
export const openPage = (html: string, language = 'en', hash = ''): OpenPage => {
  const { window } = new JSDOM(html, {
    url: `https://report.example.com/${hash}`,
    runScripts: 'dangerously',
    beforeParse: (opened) => {
      Object.defineProperty(opened.navigator, 'language', { value: language })
      Object.defineProperty(opened.HTMLElement.prototype, 'clientHeight', { value: 340 })
      Object.assign(opened, {
        matchMedia: () => ({ matches: false }),
        requestAnimationFrame: (draw: () => void) => draw(),
      })
    },
  })
  const { document } = window
  const find = (selector: string): Element => {
    const found = document.querySelector(selector)
    if (found === null) throw new Error(`no ${selector} in the page`)
    return found
  }
  const happensTo = (target: EventTarget, event: Event): void => void target.dispatchEvent(event)
  return {
    text: (selector) => find(selector).textContent ?? '',
    count: (selector) => document.querySelectorAll(selector).length,
    type: (id, value) => {
      Object.assign(find(`#${id}`), { value })
      happensTo(find(`#${id}`), new window.Event('input', { bubbles: true }))
    },
    click: (selector) => happensTo(find(selector), new window.MouseEvent('click', { bubbles: true })),
    press: (key, selector = '#list') =>
      happensTo(find(selector), new window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
    scroll: (top) => {
      find('#list').scrollTop = top
      happensTo(find('#list'), new window.Event('scroll'))
    },
    happens: (event) => happensTo(window, new window.Event(event)),
    address: () => window.location.hash,
    title: () => document.title,
    hasFocus: (selector) => document.activeElement === find(selector),
  }
}
