import type { Define } from '../args/definition.js'
import { apply } from './apply/definition.js'
import { apps } from './apps/definition.js'
import { authorizeUrl } from './authorize-url/definition.js'
import { budget } from './budget/definition.js'
import { cancel } from './cancel/definition.js'
import { add, remove, set } from './change/definition.js'
import { completion } from './completion/definition.js'
import { doctor } from './doctor/definition.js'
import { emulate } from './emulate/definition.js'
import { explain } from './explain/definition.js'
import { get } from './get/definition.js'
import { history } from './history/definition.js'
import { init } from './init/definition.js'
import { listen } from './listen/definition.js'
import { migrate } from './migrate/definition.js'
import { notify } from './notify/definition.js'
import { plan } from './plan/definition.js'
import { pool } from './pool/definition.js'
import { pull } from './pull/definition.js'
import { rollback } from './rollback/definition.js'
import { schema } from './schema/definition.js'
import { secret } from './secret/definition.js'
import { show } from './show/definition.js'
import { status } from './status/definition.js'
import { tokens } from './tokens/definition.js'
import { validate } from './validate/definition.js'
import { verify } from './verify/definition.js'
import { verifyFile } from './verify-file/definition.js'
import { worker } from './worker/definition.js'

/**
 * All commands, in the order of the help.
 */
export const commands: ReadonlyArray<Define> = [
  init,
  doctor,
  validate,
  apps,
  pull,
  plan,
  apply,
  worker,
  status,
  cancel,
  verify,
  explain,
  history,
  show,
  rollback,
  migrate,
  verifyFile,
  get,
  add,
  remove,
  set,
  pool,
  budget,
  tokens,
  authorizeUrl,
  listen,
  notify,
  secret,
  emulate,
  schema,
  completion,
]
