export { CliEvent } from './output/event.js'
export { type Ending, exitCodeOf } from './output/exit-code.js'
export { type Plain, run } from './run.js'
export { type Sink, type Source, type Surroundings } from './io/io.js'
