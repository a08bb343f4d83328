import { type ApplyOptions } from '@mini-domains/fleet'
import { type Identity, type QueuePlace } from './queue-place.js'

/**
 * How a plan is fed to workers.
 */
export interface FeedOptions extends Omit<ApplyOptions, 'concurrency'> {
  /** The Redis and the prefix of the store. */
  readonly place: QueuePlace
  /** Only workers that are the same in both take part. */
  readonly identity: Identity
  /** How many jobs wait at most, over all vendors. Default 10,000. */
  readonly waiting?: number
  /** How long there may be no worker before that is told. Default 10,000. */
  readonly noWorkerMs?: number
}
