import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const folder = process.env.MINI_DOMAINS_BENCH_CODE

/** A relative import of TypeScript names the `.js` that will be; here it is the `.ts` that is. */
export const resolve = (specifier, context, next) => {
  const isOurs = specifier.startsWith('.') && context.parentURL?.endsWith('.ts')
  return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context)
}

export const load = async (url, context, next) => {
  if (!url.endsWith('.ts')) return next(url, context)
  return { format: 'module', source: await readFile(join(folder, encodeURIComponent(url)), 'utf8'), shortCircuit: true }
}
