import { type DomainErrorTag } from '@mini-domains/core'
import { type FaultName, type Landing } from './fault.js'
import { type PlaceName, placeNames } from './address.js'
import { type Variations } from './variations.js'

/**
 * What the suite knows of a fault.
 */
export interface FaultFacts {
  /** In what ways the write that it strikes can land. */
  readonly landings: ReadonlyArray<Landing>
  /** Whether the client cannot know whether the write landed. */
  readonly hidesFate: boolean
  /** The errors that it may come to where it strikes a read again and again; empty where it may also be read well. */
  readonly tags: ReadonlyArray<DomainErrorTag>
  /** Whether it takes until the deadline. */
  readonly slow: boolean
}

const never: ReadonlyArray<Landing> = ['never']
const both: ReadonlyArray<Landing> = ['never', 'before']
const all: ReadonlyArray<Landing> = ['never', 'before', 'late']
const before: ReadonlyArray<Landing> = ['before']

const facts = (
  landings: ReadonlyArray<Landing>,
  hidesFate: boolean,
  tags: ReadonlyArray<DomainErrorTag>,
  slow = false,
): FaultFacts => ({ landings, hidesFate, tags, slow })

const broken: ReadonlyArray<DomainErrorTag> = ['ConnectionFailed', 'UnreadableReply']
const unreadable: ReadonlyArray<DomainErrorTag> = ['UnreadableReply']

/**
 * Every fault with what is known of it.
 */
export const faultTable: { readonly [F in FaultName]: FaultFacts } = {
  unreachable: facts(never, false, ['ConnectionFailed']),
  'hang-up': facts(all, true, ['ConnectionFailed']),
  reset: facts(all, true, ['ConnectionFailed']),
  'stalled-headers': facts(all, true, ['TimedOut'], true),
  'stalled-body': facts(both, true, ['TimedOut'], true),
  'slow-drip': facts(before, true, ['TimedOut'], true),
  'cut-body': facts(both, true, broken),
  'wrong-length': facts(both, true, broken),
  'empty-body': facts(both, true, unreadable),
  'html-200': facts(both, true, unreadable),
  'html-502': facts(both, true, ['VendorBusy', 'UnreadableReply']),
  'gzip-garbage': facts(both, true, unreadable),
  'huge-body': facts(before, true, []),
  'duplicate-keys': facts(before, true, []),
  contradiction: facts(both, true, ['UnreadableReply', 'VendorBusy', 'UnknownCode']),
  slow: facts(before, false, []),
  busy: facts(both, true, ['VendorBusy']),
  'unknown-code': facts(both, true, ['UnknownCode']),
  'rate-limited': facts(never, false, ['RateLimited']),
  'rate-limited-day': facts(never, false, ['RateLimited']),
  'token-stale': facts(never, false, ['TokenRejected']),
  'token-expired': facts(never, false, ['TokenRejected']),
  'token-malformed': facts(never, false, ['TokenRejected']),
  'authorization-lost': facts(never, false, ['AuthorizationLost']),
  'permission-missing': facts(never, false, ['PermissionDenied']),
  'address-refused': facts(never, false, ['AddressNotAllowed']),
  'no-code': facts(both, true, unreadable),
  'wrong-types': facts(before, true, unreadable),
  reply: facts(never, true, []),
  echo: facts(never, true, ['UnknownCode']),
  'echo-page': facts(never, true, unreadable),
}

const names: ReadonlyArray<FaultName> = [
  'unreachable',
  'hang-up',
  'reset',
  'stalled-headers',
  'stalled-body',
  'slow-drip',
  'cut-body',
  'wrong-length',
  'empty-body',
  'html-200',
  'html-502',
  'gzip-garbage',
  'huge-body',
  'duplicate-keys',
  'contradiction',
  'slow',
  'busy',
  'unknown-code',
  'rate-limited',
  'rate-limited-day',
  'token-stale',
  'token-expired',
  'token-malformed',
  'authorization-lost',
  'permission-missing',
  'address-refused',
  'no-code',
  'wrong-types',
]

/**
 * The faults that a harness can script, without those that carry a text of the suite's own.
 */
export const faultsUnder = ({ missingFaults = [] }: Variations): ReadonlyArray<FaultName> =>
  names.filter((name) => !missingFaults.includes(name))

/**
 * The faults of a token.
 */
export const tokenFaults: ReadonlyArray<FaultName> = ['token-stale', 'token-expired', 'token-malformed']

/**
 * The deadline of reads that meet a fault which lasts, in milliseconds. It is short because a slow machine can do no harm: such a
 * read is to end by its deadline in any case, or may.
 */
export const readDeadline = 80

/**
 * The deadline of changes that meet a fault which lasts, in milliseconds. A change also looks and reads back, and what is not struck
 * must have the time that it takes on a slow machine.
 */
export const changeDeadline = 1_000

/**
 * The lists at which a fault is tried where every list would show the same: those that take until the deadline, at two.
 */
export const placesFor = (name: FaultName): ReadonlyArray<PlaceName> =>
  faultTable[name].slow ? ['app.server', 'platform.webview'] : placeNames
