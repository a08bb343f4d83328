import { type BuildOptions } from 'esbuild'

/**
 * Bundles programs into ES modules that plain Node starts. What only some of them need, or need later, is in chunks of its own.
 */
export const bundle: (
  outdir: string,
  entryPoints: Record<string, string>,
  options: Pick<BuildOptions, 'alias' | 'charset' | 'conditions' | 'define' | 'external'>,
) => void
