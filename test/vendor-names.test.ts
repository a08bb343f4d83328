import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { emulatedVendors } from '../packages/emulator/src/index.js'

const root = join(__dirname, '..')

// The one list of the packages that come with the command.
const list = 'packages/cli/src/config/bundled-adapters.ts'

const names = new RegExp(Object.keys(emulatedVendors).join('|'), 'i')

const filesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))

describe('what knows vendors by their declarations alone', () => {
  test.each(['cli', 'fleet', 'credentials', 'conformance', 'bullmq', 'sqlite', 'redis', 'notify'])(
    'names none in its sources: %s',
    (room) => {
      const files = filesIn(`packages/${room}/src`)
      expect(files.length).toBeGreaterThan(0)
      const naming = files.filter((file) => file !== list && names.test(readFileSync(join(root, file), 'utf8')))
      expect(naming).toEqual([])
    },
  )
})
