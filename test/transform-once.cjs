const { fork } = require('node:child_process')
const { once } = require('node:events')
const { readFileSync, readdirSync } = require('node:fs')
const { availableParallelism } = require('node:os')
const { join } = require('node:path')

// As jest's runtime asks for CommonJS: part of the key under which a transformed file is kept. Where a release of jest asks otherwise,
// each file is transformed twice, and nothing else tells.
const asRequired = {
  instrument: false,
  supportsDynamicImport: false,
  supportsExportNamespaceFrom: false,
  supportsStaticESM: false,
  supportsTopLevelAwait: false,
}

const sourcesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' || entry.name === 'dist' ? [] : sourcesIn(path)
    return path.endsWith('.ts') && !path.endsWith('.d.ts') ? [path] : []
  })

const transform = async ({ config, files }) => {
  const { createScriptTransformer } = require('@jest/transform')
  const transformer = await createScriptTransformer(config)
  for (const file of files) {
    try {
      transformer.transform(file, asRequired, readFileSync(file, 'utf8'))
    } catch {
      // What does not parse fails the tests that import it, with a better message, and no others.
    }
  }
}

/**
 * Transforms every source into jest's cache, each in one process. Else each worker would transform most of them for itself, since on a
 * fresh clone they all start with the same imports at the same time.
 */
const transformOnce = async (config) => {
  const files = config.roots.flatMap(sourcesIn)
  const processes = availableParallelism()
  await Promise.all(
    Array.from({ length: processes }, async (_, share) => {
      const child = fork(module.filename)
      child.send({ config, files: files.filter((_file, index) => index % processes === share) })
      const [code] = await once(child, 'exit')
      if (code !== 0) throw new Error(`the sources could not be transformed: exit ${code}`)
    }),
  )
}

if (require.main === module)
  process.once('message', (order) =>
    transform(order).then(
      () => process.exit(0),
      (error) => {
        console.error(error)
        process.exit(1)
      },
    ),
  )
else module.exports = { transformOnce }
