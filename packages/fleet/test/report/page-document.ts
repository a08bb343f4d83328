import { runInNewContext } from 'node:vm'

/**
 * An element of a page, as far as the page of a plan needs one.
 */
export interface PageElement {
  readonly name: string
  readonly children: ReadonlyArray<PageElement>
  readonly className: string
  value: string
  scrollTop: number
  readonly onclick?: () => void
  /** Its own text and that of all within. */
  readonly text: () => string
  /** What a person does with it. */
  readonly happens: (event: string, details?: object) => void
  /** All within that have this class. */
  readonly all: (className: string) => ReadonlyArray<PageElement>
}

const element = (name: string, ownText = ''): PageElement => {
  const listeners = new Map<string, (event: object) => void>()
  let children: ReadonlyArray<PageElement> = []
  const made = {
    name,
    get children() {
      return children
    },
    className: '',
    value: '',
    scrollTop: 0,
    clientHeight: 340,
    style: {},
    dataset: {},
    textContent: ownText,
    append: (...added: ReadonlyArray<PageElement>) => {
      children = [...children, ...added]
    },
    replaceChildren: (...others: ReadonlyArray<PageElement>) => {
      children = others
    },
    setAttribute: () => undefined,
    addEventListener: (event: string, heard: (event: object) => void) => listeners.set(event, heard),
    text: (): string => made.textContent + children.map((child) => child.text()).join(' '),
    happens: (event: string, details = {}) => listeners.get(event)?.({ preventDefault: () => undefined, ...details }),
    all: (className: string): ReadonlyArray<PageElement> =>
      children.flatMap((child) => [
        ...(child.className.split(' ').includes(className) ? [child] : []),
        ...child.all(className),
      ]),
  }
  return made
}

const between = (page: string, from: RegExp, to: string): string => {
  const found = from.exec(page)
  if (found === null) throw new Error(`no ${from.source} in the page`)
  const start = found.index + found[0].length
  return page.slice(start, page.indexOf(to, start))
}

/**
 * A page that is open: its elements by their ids, the part of its address behind #, and what happens to its window.
 */
export type OpenPage = ((id: string) => PageElement) & {
  readonly address: () => string
  readonly happens: (event: string) => void
}

/**
 * Runs the script of a page over a document of its own: no browser, no layout, ten rows in sight.
 */
export const openPage = (page: string, language = 'en', hash = ''): OpenPage => {
  const location = { hash }
  const listeners = new Map<string, () => void>()
  const lines = element('script', between(page, /<script id="lines"[^>]*>/, '</script>'))
  const elements = new Map([['lines', lines]])
  const byId = (id: string): PageElement => {
    const found = elements.get(id) ?? element(id)
    elements.set(id, found)
    return found
  }
  const document = {
    getElementById: byId,
    createElement: (name: string) => element(name),
    querySelectorAll: () => [],
    documentElement: {},
    title: '',
  }
  runInNewContext(between(page, /<script>/, '</script>'), {
    document,
    navigator: { language },
    getComputedStyle: () => ({ getPropertyValue: () => '34px' }),
    requestAnimationFrame: (draw: () => void) => draw(),
    matchMedia: () => ({ matches: false }),
    addEventListener: (event: string, heard: () => void) => listeners.set(event, heard),
    location,
    history: { replaceState: (_: unknown, __: string, address: string) => (location.hash = address) },
    URLSearchParams,
  })
  return Object.assign(byId, {
    address: () => location.hash,
    happens: (event: string) => listeners.get(event)?.(),
  })
}
