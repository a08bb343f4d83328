// How much of the proofs whose size is free is run: a little by `pnpm test`, more by `.ci/run` (`pnpm test:long --size ci`), and
// all by `pnpm test:long`. Of what is `long`, a little already takes long: `pnpm test` leaves it out. The variable of a proof, where it
// is set, counts for more than what is said here.

/** @typedef {'quick' | 'ci' | 'full'} Size */

/** @type {ReadonlyArray<{ what: string, variable: string, long?: true, files: ReadonlyArray<string>, sizes: Readonly<Record<Size, string>> }>} */
const proofs = [
  {
    what: 'laws, the tests of each adapter',
    variable: 'MINI_DOMAINS_TEST_LAWS',
    files: [
      'packages/wechat/test/conformance',
      'packages/baidu/test/conformance',
      'packages/huawei/test/conformance',
      'packages/douyin/test/conformance',
    ],
    sizes: { quick: 'each', ci: 'all', full: 'all' },
  },
  {
    what: 'laws, other readings of what a vendor leaves open',
    variable: 'MINI_DOMAINS_TEST_READINGS',
    long: true,
    files: ['packages/conformance/test/profiles'],
    sizes: { quick: 'each', ci: 'all', full: 'all' },
  },
  {
    what: 'laws, random sequences and replies',
    variable: 'MINI_DOMAINS_TEST_RUNS',
    files: [],
    sizes: { quick: '30', ci: '300', full: '300' },
  },
  {
    what: "agency's day, apps at each vendor",
    variable: 'MINI_DOMAINS_TEST_AGENCY',
    files: ['packages/cli/test/commands/agency'],
    sizes: { quick: '21', ci: '40', full: '500' },
  },
  {
    what: "agency's day, kills",
    variable: 'MINI_DOMAINS_TEST_AGENCY_KILLS',
    files: [],
    sizes: { quick: '1', ci: '3', full: '20' },
  },
  {
    what: 'tokens, apps that eight processes share',
    variable: 'MINI_DOMAINS_TEST_APPS',
    long: true,
    files: ['packages/credentials/test/tokens/processes'],
    sizes: { quick: '8', ci: '20', full: '1000' },
  },
  {
    what: 'tokens, vendors with the stores of many processes',
    variable: 'MINI_DOMAINS_TEST_TOKEN_PAIRS',
    long: true,
    files: [],
    sizes: { quick: 'each', ci: 'all', full: 'all' },
  },
  {
    what: 'tokens, kills amid refreshes',
    variable: 'MINI_DOMAINS_TEST_KILLS',
    files: [],
    sizes: { quick: '4', ci: '12', full: '1050' },
  },
  {
    what: 'tokens, seconds without a store',
    variable: 'MINI_DOMAINS_TEST_OUTAGE',
    files: ['packages/credentials/test/tokens/outage'],
    sizes: { quick: '2', ci: '10', full: '60' },
  },
  {
    what: 'tokens, sizes of a disk that fills up',
    variable: 'MINI_DOMAINS_TEST_DISKS',
    long: true,
    files: ['packages/credentials/test/tokens/full-disk'],
    sizes: { quick: '9', ci: '20', full: '100' },
  },
  {
    what: 'the store on one file, kills of who writes',
    variable: 'MINI_DOMAINS_TEST_WRITER_KILLS',
    files: ['packages/sqlite/test/process'],
    sizes: { quick: '2', ci: '5', full: '100' },
  },
  {
    what: 'apply, kills in the middle of a plan',
    variable: 'MINI_DOMAINS_TEST_APPLY_KILLS',
    files: ['packages/fleet/test/apply/kill'],
    sizes: { quick: '2', ci: '6', full: '40' },
  },
  {
    what: 'many machines, apps at each vendor',
    variable: 'MINI_DOMAINS_TEST_MACHINES',
    long: true,
    files: [
      'packages/bullmq/test/machines',
      'packages/bullmq/test/throughput',
      'packages/bullmq/test/expired-tokens',
      'examples/many-machines/test/main',
    ],
    sizes: { quick: '5', ci: '20', full: '500' },
  },
  {
    what: 'many machines, kills of workers',
    variable: 'MINI_DOMAINS_TEST_MACHINE_KILLS',
    long: true,
    files: [],
    sizes: { quick: '1', ci: '4', full: '12' },
  },
  {
    what: 'many machines, lines of a long plan',
    variable: 'MINI_DOMAINS_TEST_PLAN_LINES',
    long: true,
    files: ['packages/bullmq/test/long-plan'],
    sizes: { quick: '2000', ci: '20000', full: '1000000' },
  },
  {
    what: 'reconcile, kills of four workers',
    variable: 'MINI_DOMAINS_TEST_RECONCILE_KILLS',
    long: true,
    files: ['packages/fleet/test/apply/workers'],
    sizes: { quick: '2', ci: '10', full: '60' },
  },
  {
    what: 'replies, strange bodies read',
    variable: 'MINI_DOMAINS_TEST_REPLIES',
    files: ['test/fuzz/replies'],
    sizes: { quick: '500', ci: '100000', full: '2000000' },
  },
]

const wanted = process.env['MINI_DOMAINS_TEST_SIZE'] ?? 'quick'

/** Unset in `pnpm test`; `all` in `pnpm test:long`; `none` where another command runs them all. */
const run = process.env['MINI_DOMAINS_TEST_PROOFS'] ?? 'short'

/** Puts the sizes of what is run into the environment of the tests. */
const setSizes = () => {
  for (const { variable, long, sizes } of proofs) {
    const size = sizes[wanted]
    if (size === undefined) throw new Error(`MINI_DOMAINS_TEST_SIZE is ${wanted}, which is none of quick, ci, full`)
    if (run === 'all' || long === undefined) process.env[variable] ??= size
  }
}

/** The files that are not run, once the sizes are set; a proof that is told in the file of another has none. */
const left = () =>
  proofs
    .filter(({ variable }) => run === 'none' || process.env[variable] === undefined)
    .flatMap(({ files }) => files.map((file) => `<rootDir>/${file}`))

/** Says what is run. */
const told = () => {
  if (run === 'none') return 'Without the proofs whose size is free'
  const more = wanted === 'quick' ? '; all of them, in full: pnpm test:long' : ''
  const lines = proofs.map(
    ({ what, variable }) => `  ${what}: ${process.env[variable] ?? 'left to pnpm test:long'} (${variable})`,
  )
  return [`Proofs whose size is free, ${wanted}${more}`, ...lines].join('\n')
}

module.exports = { left, proofs, setSizes, told }
