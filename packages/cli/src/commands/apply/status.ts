import type { ApplyEvent, ApplyRefusal } from '@mini-domains/fleet'
import type { ExitStatus } from '../../output/exit-code.js'

const refusedStatus = (reason: ApplyRefusal): ExitStatus => {
  switch (reason) {
    case 'app-deletes':
    case 'fleet-deletes':
    case 'pool-deletes':
    case 'pool-in-use':
      return 'unsafe'
    case 'damaged-plan':
    case 'unknown-vendor':
    case 'other-adapter':
    case 'store':
    case 'busy':
      return 'error'
  }
}

/**
 * How an apply ended, by its last event.
 */
export const applyStatus = (last: ApplyEvent | undefined): ExitStatus => {
  if (last?.event === 'refused') return refusedStatus(last.reason)
  // Who watches a plan of the workers has stopped, or it was cancelled before one took it.
  if (last?.event === 'waiting') return 'cancelled'
  if (last?.event !== 'finished') return 'error'
  if (last.complete) return 'done'
  if (last.cancelled) return 'cancelled'
  const { done, already, partial, stale, failed, unknown, skipped, resumed } = last.counts
  if (stale > 0 && partial + failed + unknown + skipped === 0) return 'stale'
  return done + already + partial + stale + resumed > 0 ? 'partial' : 'error'
}
