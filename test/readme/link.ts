import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { linksOf, sectionsOf } from './page.js'

/**
 * The names of a page in English and in Chinese.
 */
export const english = 'README.md'
export const chinese = 'README.zh-CN.md'

/** The name of a heading in an address, as GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')

const hasAnchor = (file: string, anchor: string): boolean =>
  sectionsOf(readFileSync(file, 'utf8')).some(({ heading }) => anchorOf(heading) === anchor)

const leadsSomewhere = (file: string, target: string): boolean => {
  if (/^https?:/.test(target)) return true
  const [path = '', anchor] = target.split('#')
  const found = path === '' ? file : join(dirname(file), path)
  return existsSync(found) && (anchor === undefined || hasAnchor(found, anchor))
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** The Chinese page that a link of a Chinese page passes by, if it does. */
const passedBy = (file: string, target: string): string | undefined => {
  const [path = ''] = target.split('#')
  const found = join(dirname(file), path)
  if (path === '' || path === english) return undefined
  const other = isFolder(found) ? join(found, chinese) : found.replace(/README\.md$/, chinese)
  return other !== found && existsSync(other) ? other : undefined
}

const targetsIn = (file: string): ReadonlyArray<string> => sectionsOf(readFileSync(file, 'utf8')).flatMap(linksOf)

/**
 * Gives the links of a page that lead to no file, no folder, or no heading. Other sites are not asked.
 */
export const deadLinksIn = (file: string): ReadonlyArray<string> =>
  targetsIn(file).filter((target) => !leadsSomewhere(file, target))

/**
 * Gives the links of a Chinese page that lead to an English one, or to a folder, where there is a Chinese page. The English twin
 * of the page itself may be linked.
 */
export const englishLinksIn = (file: string): ReadonlyArray<string> =>
  targetsIn(file).filter((target) => passedBy(file, target) !== undefined)

/**
 * Gives the place that a link leads to, whatever the language: no anchor, and a folder instead of its page.
 */
export const placeOf = (target: string): string =>
  target
    .replace(/#.*$/, '')
    .replace(/README(?:\.zh-CN)?\.md$/, '')
    .replace(/\.zh-CN\.md$/, '.md')
    .replace(/\/$/, '')
