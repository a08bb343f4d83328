import { type Kind } from '@mini-domains/core'
import { type ListCapabilities, can } from '@mini-domains/core/adapter'

/** A list of these kinds at which all can be done, without limits. */
export const allCan = (kinds: ReadonlyArray<Kind>): ListCapabilities<Kind> => ({
  kinds,
  get: can,
  add: can,
  delete: can,
  set: can,
  adopt: can,
  effective: can,
  limits: {
    ports: { value: true, source: '', date: '', confidence: 'guess' },
    forbiddenHosts: { value: [], source: '', date: '', confidence: 'guess' },
  },
})
