import { type Domain, hostOf } from '@mini-domains/core/adapter'
import { type Blast, type Usage } from './plan-line.js'

const sampleSize = 10

interface Count {
  usedBy: number
  stillUsedBy: number
  readonly sample: Array<string>
  readonly stillSample: Array<string>
}

/**
 * What one app lists, now and after a plan.
 */
export interface AppUse {
  readonly app: string
  readonly now: ReadonlyArray<Domain>
  readonly after: ReadonlyArray<Domain>
}

/**
 * Counts, app by app, who uses hosts that leave a pool. Keeps numbers and the first few apps, not the apps.
 */
export interface BlastRadius {
  readonly hosts: ReadonlyArray<string>
  readonly see: (use: AppUse) => void
  readonly unread: () => void
  /** What was counted for these hosts. */
  readonly of: (hosts: ReadonlyArray<string>) => Blast
}

// A host of a pool covers its subdomains, so an app's host is looked up with all its parents.
const covering = (counts: ReadonlyMap<string, Count>, domains: ReadonlyArray<Domain>): ReadonlySet<Count> => {
  const found = new Set<Count>()
  for (const domain of domains) {
    let host = hostOf(domain)
    for (;;) {
      const count = counts.get(host)
      if (count !== undefined) found.add(count)
      const dot = host.indexOf('.')
      if (dot === -1) break
      host = host.slice(dot + 1)
    }
  }
  return found
}

const remember = (sample: Array<string>, app: string): void => {
  if (sample.length < sampleSize) sample.push(app)
}

/**
 * Starts counting for hosts that are to leave a pool.
 */
export const blastRadius = (hosts: ReadonlyArray<string>): BlastRadius => {
  const counts = new Map<string, Count>(
    hosts.map((host) => [host, { usedBy: 0, stillUsedBy: 0, sample: [], stillSample: [] }]),
  )
  let unread = 0
  return {
    hosts: [...counts.keys()],
    see: ({ app, now, after }) => {
      for (const count of covering(counts, now)) {
        count.usedBy += 1
        remember(count.sample, app)
      }
      for (const count of covering(counts, after)) {
        count.stillUsedBy += 1
        remember(count.stillSample, app)
      }
    },
    unread: () => {
      unread += 1
    },
    of: (asked) => ({
      unread,
      hosts: [...new Set(asked)].flatMap((host): ReadonlyArray<Usage> => {
        const count = counts.get(host)
        return count === undefined ? [] : [{ host, ...count }]
      }),
    }),
  }
}
