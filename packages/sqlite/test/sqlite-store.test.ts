import { describeStore } from '@mini-domains/conformance'
import { fileWorld, realTimeWorld } from './file-world.js'

describeStore({ describe, it }, 'a SQLite file, with a clock that is set', fileWorld, { time: 'injected' })

describeStore({ describe, it }, 'a SQLite file, in real time', realTimeWorld, { runs: 10 })
