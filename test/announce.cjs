const { mkdtempSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')
const { told } = require('./proofs.cjs')
const { transformOnce } = require('./transform-once.cjs')

module.exports = async ({ testPathPatterns }, config) => {
  process.stderr.write(`\n${told()}\n\n`)
  // Some files of tests need few sources.
  if (testPathPatterns.patterns.length === 0) await transformOnce(config)
  // For the programs that the tests start: harness/programs.ts.
  process.env.MINI_DOMAINS_TEST_PROGRAMS = mkdtempSync(join(tmpdir(), 'mini-domains-programs-'))
}
