import { type Bilingual, type Clock } from '@mini-domains/core'
import { type Store, type StoreFailure } from '@mini-domains/core/adapter'
import { type ApplyEvent, type DesiredState, type LineEnd, type OpenLines, type Reading } from '@mini-domains/fleet'
import { type Refusal } from './announcement.js'
import { type Identity, type QueuePlace } from './queue-place.js'

/**
 * What a worker tells of.
 */
export type WorkEvent =
  | { readonly event: 'working'; readonly plan: string; readonly vendors: ReadonlyArray<string> }
  | { readonly event: 'refused'; readonly plan: string; readonly reason: Refusal; readonly message: Bilingual }
  | { readonly event: 'line'; readonly plan: string; readonly n: number; readonly status: LineEnd['status'] }
  /** The feeder is done, or has died: nothing more is taken of its plan until somebody feeds it again. */
  | { readonly event: 'left'; readonly plan: string }
  /** The worker had to end before these lines of the plan (from 0) did: whoever takes them next looks first what became of them. */
  | { readonly event: 'unfinished'; readonly plan: string; readonly lines: ReadonlyArray<number> }
  /** This worker feeds a plan that was left for the workers, and this happens to it. */
  | { readonly event: 'fed'; readonly plan: string; readonly value: ApplyEvent }
  /** This worker reads apps for a plan or a verification by ranges. */
  | { readonly event: 'reading'; readonly of: Reading['of'] }
  /** A range failed, for its apps are others here, and goes to another worker; or it is given up, for nobody finishes it. */
  | { readonly event: 'range-failed'; readonly message: Bilingual }
  /** The store cannot be used: the line waits for it, or is given back. */
  | { readonly event: 'store'; readonly plan: string; readonly failure: StoreFailure }
  /** The queues cannot be used: nothing more is taken until they can. Each cause is told once a minute at most. */
  | { readonly event: 'queue'; readonly failure: StoreFailure }

/**
 * How a worker works.
 */
export interface WorkOptions {
  /** The Redis and the prefix of the store. */
  readonly place: QueuePlace
  /** Only plans that are fed by a process which is the same in both are worked on. */
  readonly identity: Identity
  readonly store: Store
  readonly clock: Clock
  /** Ends it: what it has in hand is finished first, within `graceMs`. */
  readonly signal: AbortSignal
  /** How long it may take to end. Default 30,000. What it has in hand by then is told as `unfinished`, and goes to others. */
  readonly graceMs?: number
  /** What is desired, of which `identity` tells: needed to read apps for plans and verifications by ranges. Without it such are refused. */
  readonly desired?: DesiredState
  /** Opens the files of apps that it names. */
  readonly openLines?: OpenLines
  /** Changes of each vendor at the same time. About twice the rate × latency / workers is enough. Default 10. */
  readonly concurrency?: number
  /** See `ReconcileOptions`; the same for all workers. */
  readonly settleMs?: number
  readonly retries?: number
  /** How long the lock of a worker that died while it fed keeps others out. Default 4,000. */
  readonly leaseMs?: number
  /** How long a worker that died holds its jobs. Default 60,000. */
  readonly lockMs?: number
  /** How often jobs of workers that died are looked for. Default 30,000. */
  readonly stalledMs?: number
  readonly onEvent?: (event: WorkEvent) => void
}
