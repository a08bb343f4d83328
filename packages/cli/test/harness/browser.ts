import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import * as t from 'io-ts'
import * as E from 'fp-ts/lib/Either.js'
import { type Browser, type Page, chromium } from 'playwright-core'

const programs = ['chromium', 'chromium-browser', 'google-chrome']

const program = programs.find((name) => spawnSync(name, ['--version']).status === 0)

const describeWithBrowser = (): jest.Describe => {
  if (program !== undefined) return describe
  if (process.env['MINI_DOMAINS_REQUIRE_BROWSER'] === '1')
    throw new Error(
      `MINI_DOMAINS_REQUIRE_BROWSER=1, but none is on the PATH: ${programs.join(', ')} (apt-get install chromium)`,
    )
  process.stderr.write(`WARNING: not on the PATH: ${programs.join(', ')}: tests in a browser are SKIPPED\n`)
  return describe.skip
}

/**
 * `describe` where a browser is on the PATH; else one that skips, said loudly. Where MINI_DOMAINS_REQUIRE_BROWSER=1 it throws instead.
 */
export const describeBrowser = describeWithBrowser()

interface Started {
  readonly browser: Browser
  /** Where the pages are that it opens. */
  readonly folder: string
}

let started: Promise<Started> | undefined

afterAll(async () => {
  const { browser, folder } = (await started) ?? {}
  await browser?.close()
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
})

// A browser of root needs no sandbox of its own here: it opens nothing but what the test wrote.
const start = async (): Promise<Started> => {
  const found = spawnSync('which', [program ?? ''], { encoding: 'utf8' }).stdout.trim()
  return {
    browser: await chromium.launch({ executablePath: found, args: ['--no-sandbox'] }),
    folder: mkdtempSync(join(tmpdir(), 'mini-domains-browser-')),
  }
}

/**
 * How somebody looks at a page.
 */
export interface Looks {
  readonly width: number
  readonly locale: 'en-US' | 'zh-CN'
  readonly colorScheme: 'light' | 'dark'
}

/**
 * A page that is open in a browser.
 */
export interface Shown {
  readonly page: Page
  /** What the page complained of, and what it asked for besides itself. */
  readonly complaints: ReadonlyArray<string>
  /** What axe finds serious or critical in the page as it is now. */
  readonly barriers: () => Promise<ReadonlyArray<string>>
  /** By how many pixels the page is wider than its window. */
  readonly overflow: () => Promise<number>
}

const Findings = t.type({
  violations: t.readonlyArray(
    t.type({ id: t.string, impact: t.string, nodes: t.readonlyArray(t.type({ html: t.string })) }),
  ),
})

const barriersOf = async (page: Page): Promise<ReadonlyArray<string>> => {
  await page.evaluate(axe.source)
  const found = Findings.decode(await page.evaluate('axe.run({ resultTypes: ["violations"] })'))
  if (E.isLeft(found)) throw new Error('axe said something else')
  return found.right.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/**
 * Opens a page from a file, in a window of its own, as somebody looks at it.
 */
export const show = async (html: string, { width, ...looks }: Looks): Promise<Shown> => {
  started ??= start()
  const { browser, folder } = await started
  const file = join(folder, 'report.html')
  writeFileSync(file, html)
  const context = await browser.newContext({ viewport: { width, height: 800 }, ...looks })
  const page = await context.newPage()
  const url = pathToFileURL(file).href
  const complaints: Array<string> = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) complaints.push(request.url())
  })
  await page.goto(url)
  return {
    page,
    complaints,
    barriers: () => barriersOf(page),
    overflow: async () => Number(await page.evaluate('document.documentElement.scrollWidth - innerWidth')),
  }
}
