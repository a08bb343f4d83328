// What each package weighs for those who bundle it for Node: its own code, minified and compressed,
// without what is installed beside it. A limit is what was measured and a quarter; a change that needs more raises it and says why.
const { readdirSync } = require('node:fs')
const { join } = require('node:path')

const limits = {
  baidu: '10.6 kB',
  cli: '58.2 kB',
  conformance: '65.9 kB',
  core: '22.7 kB',
  'core/adapter': '22.7 kB',
  credentials: '17.1 kB',
  emulator: '28.4 kB',
  files: '7.8 kB',
  fleet: '49.8 kB',
  http: '12.1 kB',
  redis: '6.8 kB',
  sqlite: '7.5 kB',
  wechat: '15.1 kB',
}

const nodeOnly = (config) => ({ ...config, platform: 'node', format: 'esm' })

module.exports = readdirSync(join(__dirname, 'packages')).flatMap((name) => {
  const { dependencies = {}, exports: entries, peerDependencies = {} } = require(`./packages/${name}/package.json`)
  return Object.entries(entries).flatMap(([entry, { import: shown }]) => {
    if (shown === undefined) return []
    const title = join(name, entry)
    return {
      name: `@mini-domains/${title}`,
      path: join('packages', name, shown.default),
      limit: limits[title] ?? '0 kB',
      gzip: true,
      ignore: [...Object.keys(dependencies), ...Object.keys(peerDependencies)],
      modifyEsbuildConfig: nodeOnly,
    }
  })
})
