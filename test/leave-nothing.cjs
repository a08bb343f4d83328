const { rmSync } = require('node:fs')

module.exports = () => rmSync(process.env.MINI_DOMAINS_TEST_PROGRAMS, { recursive: true, force: true })
