// What each package weighs for those who bundle it for Node: its own code, minified and compressed,
// without what is installed beside it. A limit is what was measured and a twentieth; a change that needs more raises it and says why.
const { readdirSync } = require('node:fs')
const { join } = require('node:path')

const limits = {
  baidu: '9.6 kB',
  bullmq: '11.7 kB',
  cli: '92 kB',
  conformance: '53.2 kB',
  'conformance/kit': '4.7 kB',
  core: '20.1 kB',
  'core/adapter': '29 kB',
  credentials: '16.5 kB',
  douyin: '7.9 kB',
  emulator: '33.9 kB',
  'emulator/fault-server': '3.3 kB',
  files: '8.4 kB',
  fleet: '84 kB',
  http: '12.9 kB',
  huawei: '5.9 kB',
  notify: '4.5 kB',
  otel: '0.71 kB',
  redis: '8 kB',
  sqlite: '5.8 kB',
  wechat: '13.5 kB',
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
