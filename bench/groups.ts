import { type Group } from './group.js'
import { burst } from './group/burst.js'
import { calls } from './group/calls.js'
import { memory } from './group/memory.js'
import { startup } from './group/start-up.js'
import { core, diff, domains, token } from './group/steps.js'

/**
 * Every group by the name that `--only` takes.
 */
export const groups: Readonly<Record<string, Group>> = {
  calls,
  core,
  domains,
  diff,
  token,
  startup,
  memory,
  burst,
}
