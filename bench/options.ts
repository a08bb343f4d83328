import { parseArgs } from 'node:util'
import { groups } from './groups.js'

/**
 * What the command line asks for.
 */
export interface Options {
  readonly quick: boolean
  readonly json: boolean
  readonly dist: boolean
  readonly check: boolean
  readonly help: boolean
  /** The groups to measure. */
  readonly only: ReadonlyArray<string>
}

const quickly = ['calls', 'core', 'domains']

/**
 * What `--help` prints.
 */
export const usage = `pnpm bench [options]

  --quick        a glance in some 20 seconds: ${quickly.join(', ')}; no figures to quote
  --only <name>  one group: ${Object.keys(groups).join(', ')}; may be given more than once
  --dist         measure the built packages (pnpm build first), not their sources
  --json         one JSON array of figures
  --check        end with 1 where a figure is beyond its limit`

/**
 * Reads the command line. Throws a TypeError in words where it is not right.
 */
export const readOptions = (commandLine: ReadonlyArray<string>): Options => {
  const { values } = parseArgs({
    args: commandLine.filter((argument) => argument !== '--'),
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      dist: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
    },
  })
  const unknown = values.only.find((name) => !Object.hasOwn(groups, name))
  if (unknown !== undefined) throw new TypeError(`no group is called ${unknown}`)
  return { ...values, only: values.only.length > 0 ? values.only : values.quick ? quickly : Object.keys(groups) }
}
