import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { memoryStore, pushHandler } from '../src/index.js'
import { right } from './either.js'
import { manualClock } from './manual-clock.js'
import { type Mounts, befores, frameworks } from './push-mounts.js'
import { type World, startWorld, vendors } from './vendor-under-test.js'

const rows: ReadonlyArray<readonly [string, Mounts]> = Object.entries(frameworks)

const worldOf: Partial<Record<string, World>> = {}

beforeAll(async () => {
  for (const vendor of vendors) worldOf[vendor] = await startWorld(vendor, manualClock())
})
afterAll(async () => {
  for (const world of Object.values(worldOf)) await world?.end()
})

describe.each(rows)('%s', (_, mounts) => {
  describe.each(befores)('with %s before the handler', (before) => {
    test.each(vendors)('%s is taken, or the program is told at once why not', async (vendor) => {
      const world = worldOf[vendor]
      if (world === undefined) throw new Error('no world')
      const credentials = world.keep(memoryStore(world.clock))
      const heard: Array<string> = []
      const handler = pushHandler({
        routes: [{ reader: world.reader, credentials }],
        clock: world.clock,
        onEvent: ({ _tag }) => heard.push(_tag),
        onRefusal: ({ reason }) => heard.push(reason),
      })
      const mounted = await mounts[before](handler)
      try {
        const { authorisation } = world.side
        const isLost = before === 'lost'
        expect(await authorisation.pushTicket(mounted.url)).toEqual(
          isLost ? { status: 400, body: 'the body was already read' } : { status: 200, body: 'success' },
        )
        expect(right(await credentials.platformStatus()).hasTicket).toBe(!isLost)
        expect(await authorisation.pushTicket(mounted.url, 'wrong-signature')).toMatchObject({
          status: isLost ? 400 : 403,
        })
        expect(heard).toEqual(isLost ? ['already-read', 'already-read'] : ['Ticket', 'wrong-signature'])
      } finally {
        await mounted.close()
      }
    })
  })
})

test.each(['README.md', 'README.zh-CN.md'])('%s tells what each cell here has shown', (file) => {
  const text = readFileSync(join(__dirname, '..', file), 'utf8')
  for (const [name] of rows) {
    const row = text.split('\n').find((line) => line.startsWith(`| ${name} |`)) ?? ''
    const cells = row
      .split('|')
      .slice(2, -1)
      .map((cell) => cell.trim())
    expect([name, ...cells.slice(1)]).toEqual([name, ...befores.map((before) => (before === 'lost' ? '400' : '✓'))])
  }
})
