import type { ApplyOptions } from '@mini-domains/fleet'
import type { ConfigFile } from '../../config/config-file.js'

/**
 * What a config says a plan may delete, as an option of an apply.
 */
export const guardOf = ({ desired }: Pick<ConfigFile, 'desired'>): Pick<ApplyOptions, 'guard'> => {
  const { guard } = desired.content
  if (guard === undefined) return {}
  const { app, fleet, pool } = guard
  return {
    guard: {
      ...(app === undefined ? {} : { app }),
      ...(fleet === undefined ? {} : { fleet }),
      ...(pool === undefined ? {} : { pool }),
    },
  }
}
