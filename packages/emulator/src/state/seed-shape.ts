import type { Shape } from '../json.js'
import { tokenKinds, tokenStates, grantKinds, grantStates } from './issued.js'

/** A list of texts. */
export const strings: Shape = { listOf: 'string' }

/** The four layers of a list. */
export const layers = (list: Shape): Shape => ({
  fields: { configured: list, direct: list, console: list, effective: list },
})

/** The modifications spent in a month. */
export const used: Shape = {
  fields: { month: 'string', server: 'number', webview: 'number', prefetch: 'number' },
}

/** A check file. */
export const confirmFile: Shape = { fields: { name: 'string', content: 'string' } }

/** Fields that are all numbers. */
export const numbers = (...names: ReadonlyArray<string>): Shape => ({
  fields: Object.fromEntries(names.map((name) => [name, 'number' as const])),
})

const handedOut = { value: 'string', owner: 'string', expiresAt: 'number', graceUntil: 'number' } as const

/** The fields every vendor's seed has, whatever its apps and platform look like. */
export const worldFields = {
  icpMissing: strings,
  confirmFileMissing: strings,
  ipAllowlist: strings,
  tokens: {
    byId: {
      fields: { ...handedOut, kind: { oneOf: tokenKinds }, state: { oneOf: tokenStates } },
    },
  },
  grants: {
    byId: {
      fields: { ...handedOut, kind: { oneOf: grantKinds }, state: { oneOf: grantStates } },
    },
  },
} as const satisfies { readonly [name: string]: Shape }
