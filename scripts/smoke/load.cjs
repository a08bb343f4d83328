const packages = require('./packages.json')

for (const name of packages) {
  const exported = Object.keys(require(name))
  if (exported.length === 0) throw new Error(`${name} exports nothing under require`)
}
