const { mkdtempSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')
const { apart, size, told } = require('./proofs.cjs')
const { transformOnce } = require('./transform-once.cjs')

module.exports = async ({ testPathPatterns }, config) => {
  const more = size === 'quick' ? '; all of them, in full: pnpm test:long' : ''
  const what =
    apart.length > 0 ? 'Without the proofs whose size is free' : `Proofs whose size is free, ${size}${more}\n${told()}`
  process.stderr.write(`\n${what}\n\n`)
  // Some files of tests need few sources.
  if (testPathPatterns.patterns.length === 0) await transformOnce(config)
  // For the programs that the tests start: harness/programs.ts.
  process.env.MINI_DOMAINS_TEST_PROGRAMS = mkdtempSync(join(tmpdir(), 'mini-domains-programs-'))
}
