import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { chinese, deadLinksIn, english, englishLinksIn, placeOf } from './readme/link.js'
import {
  type Section,
  codeWordsOf,
  figuresOf,
  linksOf,
  sectionsOf,
  shapeOf,
  strayIn,
  withoutComments,
} from './readme/page.js'

const root = join(__dirname, '..')
const folderOf = (room: string): string => join(root, 'packages', room)
const read = (folder: string, page: string): string => readFileSync(join(folder, page), 'utf8')
// One that is begun, as `pnpm create-adapter` leaves it, is private until there is something to read about it.
const rooms = readdirSync(join(root, 'packages')).filter(
  (room) => !read(folderOf(room), 'package.json').includes('"private": true'),
)

const aspects: ReadonlyArray<readonly [string, (section: Section) => unknown]> = [
  ['headings, lists and rows', shapeOf],
  ['code', ({ code }) => code.map(withoutComments)],
  ['figures', figuresOf],
  ['code words', codeWordsOf],
  ['links', (section) => linksOf(section).map(placeOf).sort()],
]

describe.each(rooms)('the READMEs of %s', (room) => {
  test.each([
    [english, `[中文](${chinese})`],
    [chinese, `[English](${english})`],
  ])('%s links the other under its title', (page, link) => {
    expect(read(folderOf(room), page).split('\n').slice(0, 3)).toEqual([`# @mini-domains/${room}`, '', link])
  })

  test.each(aspects)('have the same %s, section by section', (_, aspect) => {
    const told = (page: string) =>
      sectionsOf(read(folderOf(room), page))
        .slice(1)
        .map(aspect)
    expect(told(english).length).toBeGreaterThan(3)
    expect(told(chinese)).toEqual(told(english))
  })
})

const folders: ReadonlyArray<readonly [string, string]> = [
  ['the repository', root],
  ...rooms.map((room) => [room, folderOf(room)] as const),
]

describe.each(folders)('each README of %s', (_, folder) => {
  test.each([
    [english, 'en'],
    [chinese, 'zh'],
  ] as const)('%s is in its language throughout', (page, language) => {
    expect(sectionsOf(read(folder, page)).flatMap((section) => strayIn(language, section))).toEqual([])
  })

  test.each([english, chinese])('%s links only what is there', (page) => {
    expect(deadLinksIn(join(folder, page))).toEqual([])
  })

  test('leads from Chinese to Chinese, where there is a Chinese page', () => {
    expect(englishLinksIn(join(folder, chinese))).toEqual([])
  })
})

test.each([english, chinese])('%s of the repository has the README of each package in its table', (page) => {
  const listed = sectionsOf(read(root, page)).flatMap(linksOf)
  expect(listed).toEqual(expect.arrayContaining(rooms.map((room) => `packages/${room}/${page}`)))
})
