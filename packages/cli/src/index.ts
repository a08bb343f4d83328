export { CliEvent } from './event.js'
export { type Ending, exitCodeOf } from './exit-code.js'
export { type Plain, run } from './run.js'
export { type Sink, type Source, type Surroundings } from './surroundings.js'
