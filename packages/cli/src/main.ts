import { hearEarlyStop } from './io/early-stop.js'

// Before anything else is loaded, which takes a while on a machine that is busy.
const release = hearEarlyStop(process.argv.slice(2))

void import('./command-process.js').then(({ runProcess }) => runProcess(release))
