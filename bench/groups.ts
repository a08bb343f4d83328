import { type Group } from './group.js'
import { burst } from './group/burst.js'
import { calls } from './group/calls.js'
import { fleet } from './group/fleet.js'
import { memory } from './group/memory.js'
import { pacing } from './group/pacing.js'
import { startup } from './group/start-up.js'
import { command } from './group/command.js'
import { core, diff, domains } from './group/steps.js'
import { tokens } from './group/tokens.js'

/**
 * Every group by the name that `--only` takes.
 */
export const groups: Readonly<Record<string, Group>> = {
  calls,
  core,
  domains,
  diff,
  tokens,
  pacing,
  fleet,
  startup,
  command,
  memory,
  burst,
}
