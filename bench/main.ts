/**
 * `pnpm bench`: what a call costs, in ratios that were measured in one run. See docs/benchmarks.md.
 */
import { type Figure, isMet } from './figure.js'
import { groups } from './groups.js'
import { type Options, readOptions, usage } from './options.js'
import { full, quick } from './scale.js'
import { tablesOf } from './table.js'
import { transpiled } from './transpile.js'

const measure = async (options: Options, code: string): Promise<ReadonlyArray<Figure>> => {
  const run = { scale: options.quick ? quick : full, launch: { dist: options.dist, code } }
  const figures: Array<Figure> = []
  for (const name of options.only) {
    const began = performance.now()
    const found = (await groups[name]?.(run)) ?? []
    figures.push(...found)
    if (options.json) continue
    console.log(`${tablesOf(found)}\n`)
    console.error(`${name}: ${Math.round((performance.now() - began) / 1000)} s`)
  }
  return figures
}

const main = async (commandLine: ReadonlyArray<string>): Promise<void> => {
  const options = readOptions(commandLine)
  if (options.help) return console.log(usage)
  const code = await transpiled()
  const figures = await measure(options, code.folder).finally(code.remove)
  if (options.json) console.log(JSON.stringify(figures, undefined, 2))
  const missed = figures.filter((figure) => isMet(figure) === false)
  if (!options.json)
    console.log(`${missed.length} of ${figures.filter((f) => f.limit !== undefined).length} limits missed`)
  if (options.check && missed.length > 0) process.exitCode = 1
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
