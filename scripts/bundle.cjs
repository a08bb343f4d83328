const { buildSync } = require('esbuild')

exports.bundle = (outdir, entryPoints, options) => {
  buildSync({
    entryPoints,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Packages of CommonJS ask for Node's modules by `require`, which an ES module does not have.
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'\nconst require = requireOf(import.meta.url)",
    },
    logLevel: 'warning',
    ...options,
  })
}
