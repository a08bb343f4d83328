// How much of the proofs whose size is free is run: a little by `pnpm test`, more by `.ci/run` (`pnpm test:long --size ci`), and
// all by `pnpm test:long`. The variable of a proof, where it is set, counts for more than its size here.

/** @typedef {'quick' | 'ci' | 'full'} Size */

/** @type {ReadonlyArray<{ what: string, variable: string, files: ReadonlyArray<string>, sizes: Readonly<Record<Size, string>> }>} */
const proofs = [
  {
    what: 'laws, the tests of each adapter',
    variable: 'MINI_DOMAINS_TEST_LAWS',
    files: [
      'packages/wechat/test/conformance',
      'packages/baidu/test/conformance',
      'packages/huawei/test/conformance',
      'packages/douyin/test/conformance',
      'packages/conformance/test/profiles',
    ],
    sizes: { quick: 'pairwise', ci: 'all', full: 'all' },
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
    files: ['packages/credentials/test/tokens/processes'],
    sizes: { quick: '8', ci: '20', full: '1000' },
  },
  {
    what: 'tokens, vendors with the stores of many processes',
    variable: 'MINI_DOMAINS_TEST_TOKEN_PAIRS',
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
    files: ['packages/bullmq/test/machines', 'packages/bullmq/test/throughput', 'packages/bullmq/test/expired-tokens'],
    sizes: { quick: '5', ci: '20', full: '500' },
  },
  {
    what: 'many machines, kills of workers',
    variable: 'MINI_DOMAINS_TEST_MACHINE_KILLS',
    files: [],
    sizes: { quick: '1', ci: '4', full: '12' },
  },
  {
    what: 'many machines, lines of a long plan',
    variable: 'MINI_DOMAINS_TEST_PLAN_LINES',
    files: ['packages/bullmq/test/long-plan'],
    sizes: { quick: '2000', ci: '20000', full: '1000000' },
  },
  {
    what: 'reconcile, kills of four workers',
    variable: 'MINI_DOMAINS_TEST_RECONCILE_KILLS',
    files: ['packages/fleet/test/apply/workers'],
    sizes: { quick: '2', ci: '10', full: '60' },
  },
  {
    what: 'replies, strange bodies read',
    variable: 'MINI_DOMAINS_TEST_REPLIES',
    files: ['test/fuzz/replies'],
    sizes: { quick: '2000', ci: '100000', full: '2000000' },
  },
]

const wanted = process.env['MINI_DOMAINS_TEST_SIZE'] ?? 'quick'

/** The files that are not run, where MINI_DOMAINS_TEST_PROOFS=apart says that these proofs are run by another command. */
const apart =
  process.env['MINI_DOMAINS_TEST_PROOFS'] === 'apart'
    ? proofs.flatMap(({ files }) => files.map((file) => `<rootDir>/${file}`))
    : []

/** Puts the sizes into the environment of the tests. */
const setSizes = () => {
  for (const { variable, sizes } of proofs) {
    const size = sizes[wanted]
    if (size === undefined) throw new Error(`MINI_DOMAINS_TEST_SIZE is ${wanted}, which is none of quick, ci, full`)
    process.env[variable] ??= size
  }
}

/** Says what is run. */
const told = () => proofs.map(({ what, variable }) => `  ${what}: ${process.env[variable]} (${variable})`).join('\n')

module.exports = { apart, proofs, setSizes, size: wanted, told }
