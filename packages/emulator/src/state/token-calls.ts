/** A call of an endpoint that gives tokens, codes or lists of them. */
export interface TokenCall {
  /** The last part of its path; at Baidu's `/oauth/token` the grant type. */
  readonly endpoint: string
  /** The app it concerns, or the platform. */
  readonly appId: string
}

/** How often those endpoints were called since the start or the last reset, whatever the answer and the fault. */
export interface TokenCalls {
  readonly total: number
  readonly byEndpoint: { readonly [endpoint: string]: number }
  readonly byApp: { readonly [appId: string]: { readonly [endpoint: string]: number } }
}

/** Counts such calls, in memory that grows with apps and not with calls. */
export interface TokenCallCounter {
  readonly count: (call: TokenCall) => void
  readonly read: () => TokenCalls
  readonly clear: () => void
}

/** Makes a counter at zero. */
export const createTokenCallCounter = (): TokenCallCounter => {
  const byApp = new Map<string, Map<string, number>>()
  const byEndpoint = new Map<string, number>()
  let total = 0
  return {
    count: ({ endpoint, appId }) => {
      total += 1
      byEndpoint.set(endpoint, (byEndpoint.get(endpoint) ?? 0) + 1)
      const counts = byApp.get(appId) ?? new Map<string, number>()
      byApp.set(appId, counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1))
    },
    read: () => ({
      total,
      byEndpoint: Object.fromEntries(byEndpoint),
      byApp: Object.fromEntries([...byApp].map(([appId, counts]) => [appId, Object.fromEntries(counts)])),
    }),
    clear: () => {
      byApp.clear()
      byEndpoint.clear()
      total = 0
    },
  }
}
