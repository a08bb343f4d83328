// What each package weighs for those who bundle it for Node: its own code, minified and compressed,
// without what is installed beside it. A limit is what was measured and a twentieth; a change that needs more raises it and says why.
const { readdirSync } = require('node:fs')
const { join } = require('node:path')

const limits = {
  baidu: '9.1 kB',
  cli: '62 kB',
  conformance: '51.7 kB',
  core: '17.6 kB',
  'core/adapter': '23 kB',
  credentials: '14.6 kB',
  emulator: '25 kB',
  files: '7.8 kB',
  fleet: '49.8 kB',
  http: '11.5 kB',
  notify: '4.5 kB',
  otel: '1.2 kB',
  redis: '5.4 kB',
  sqlite: '5.8 kB',
  wechat: '12.7 kB',
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
