// Who may import whom. Arrows only run down; adapters never import each other; no cycles, also inside a package.
const rooms = {
  core: [],
  http: ['core'],
  wechat: ['core', 'http'],
  baidu: ['core', 'http'],
  douyin: ['core', 'http'],
  huawei: ['core', 'http'],
  files: ['core'],
  credentials: ['core', 'files'],
  sqlite: ['core'],
  redis: ['core'],
  notify: ['core'],
  otel: ['core'],
  conformance: ['core', 'emulator'],
  fleet: ['core', 'files'],
  bullmq: ['core', 'fleet'],
  cli: [
    'core',
    'http',
    'wechat',
    'baidu',
    'credentials',
    'sqlite',
    'redis',
    'files',
    'fleet',
    'bullmq',
    'notify',
    'emulator',
  ],
  emulator: [],
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'page-imports',
      comment: 'the page of a report runs in a browser: of the packages it may import nothing but what it is told',
      severity: 'error',
      from: { path: '^packages/fleet/page/' },
      to: { path: '^packages/', pathNot: '^packages/fleet/(page/|node_modules/|src/report/page-data\\.ts$)' },
    },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `${room}-imports`,
      comment: `${room} may import ${allowed.length === 0 ? 'none of the other rooms' : allowed.join(' and ')}`,
      severity: 'error',
      from: { path: `^packages/${room}/src/` },
      to: { path: '^packages/', pathNot: [room, ...allowed].map((name) => `^packages/${name}/`) },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsConfig: { fileName: 'tsconfig.check.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@mini-domains/source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
}
