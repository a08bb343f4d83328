// Writes docs/seed-coverage.md of the rows: `pnpm seeds`.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { page } from './page.js'

writeFileSync(join(import.meta.dirname, '../../docs/seed-coverage.md'), page())
