const { size, told } = require('./proofs.cjs')

module.exports = () => {
  const more = size === 'quick' ? '; all of them, in full: pnpm test:long' : ''
  process.stderr.write(`\nProofs whose size is free, ${size}${more}\n${told()}\n\n`)
}
