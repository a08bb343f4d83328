const { mkdtempSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')
const { size, told } = require('./proofs.cjs')

module.exports = () => {
  const more = size === 'quick' ? '; all of them, in full: pnpm test:long' : ''
  process.stderr.write(`\nProofs whose size is free, ${size}${more}\n${told()}\n\n`)
  // For the programs that the tests start: harness/programs.ts.
  process.env.MINI_DOMAINS_TEST_PROGRAMS = mkdtempSync(join(tmpdir(), 'mini-domains-programs-'))
}
