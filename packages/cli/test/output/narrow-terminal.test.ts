import { widthOf } from '../../src/output/text-width.js'
import { type Printed, narrowWeek } from '../harness/narrow-week.js'

const room = 60

/** A single word, such as an address; or a command that is to be copied, such as those under the examples of a help. */
const isWhole = (line: string): boolean =>
  /^ *(?:[→✓✗!=+-] )?[!-~]+[，。；：、）]*$/u.test(line) ||
  /^ *(?:→ )?[ -~]*\bmini-domains [ -~]+[，。；：、）]*$/u.test(line)

describe.each(['en', 'zh_CN.UTF-8'])(`at a terminal of ${room} places, in %s`, (lang) => {
  let printed: ReadonlyArray<Printed> = []

  const linesThat = (are: (line: string) => boolean): ReadonlyArray<string> =>
    printed.flatMap(({ command, lines }) => lines.filter(are).map((line) => `${command}: ${line}`))

  beforeAll(async () => {
    printed = await narrowWeek(lang, room)
  }, 120_000)

  test('no line is wider but for one word, or a command that is to be copied', () => {
    expect(linesThat((line) => widthOf(line) > room && !isWhole(line))).toEqual([])
  })

  test('no line begins with what closes a sentence or ends with what opens a bracket', () => {
    expect(linesThat((line) => /^ *[，。；：、！？）》”]|[（《“]$/u.test(line))).toEqual([])
  })
})
