const { default: Sequencer } = require('@jest/test-sequencer')
const { proofs } = require('./proofs.cjs')

const others = ['packages/cli/test/', 'packages/fleet/test/fleet', 'packages/sqlite/test/', 'examples/']

const long = [...proofs.flatMap(({ files }) => files), ...others]

const rank = ({ path }) => {
  const found = long.findIndex((part) => path.includes(`/${part}`))
  return found === -1 ? long.length : found
}

/**
 * Starts what takes longest first, so that no core waits for one file at the end. Jest knows how long a file takes only where it has
 * run before; on a fresh clone it would begin with the largest files.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other))
  }
}
