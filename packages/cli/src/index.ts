export { CliEvent } from './output/event.js'
export { type ExitStatus, exitCodeOf } from './output/exit-code.js'
export { type Plain, run } from './run.js'
export { type Output, type Input, type Io } from './io/io.js'
