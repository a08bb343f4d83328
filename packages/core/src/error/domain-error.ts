import { type Bilingual } from './language.js'
import { type Details } from './details.js'
import { type Refusal } from './refusal.js'

/**
 * Why an app is not authorised.
 *
 * - `withdrawn`: the merchant took the authorisation back, or never gave it.
 * - `never-completed`: the merchant gave it, and its code was never exchanged, so there are no tokens
 *   (docs/vendors/wechat.md A.5).
 */
export type LossReason = 'withdrawn' | 'never-completed'

/**
 * One thing that is wrong with a config.
 */
export interface ConfigIssue {
  /** `limits.app.server.perKind`. */
  readonly path: string
  readonly expected: Bilingual
  /** The value, or only its type where it may be a secret. */
  readonly found: Bilingual
}

/**
 * A state of things at the vendor in which the call cannot work.
 */
export type Precondition =
  | 'not-a-mini-program'
  | 'personal-account'
  | 'platform-unpublished'
  | 'pool-empty'
  | 'confirm-file'
  | 'account-blocked'
  | 'app-missing'

/** The config was refused; nothing was made. */
export interface InvalidConfig extends Details {
  readonly _tag: 'InvalidConfig'
  readonly issues: ReadonlyArray<ConfigIssue>
}
/** A change was refused before anything was sent. */
export interface InvalidChange extends Details {
  readonly _tag: 'InvalidChange'
  readonly refusals: ReadonlyArray<Refusal>
}
/** The vendor has no such thing; nothing was sent. */
export interface Unsupported extends Details {
  readonly _tag: 'Unsupported'
  readonly why: Bilingual
  readonly link: string
}
/** No token is available. `cause` is what the token callback threw, where it did: its class and frames, not its words. */
export interface TokenUnavailable extends Details {
  readonly _tag: 'TokenUnavailable'
  readonly cause?: Error
}
/** The vendor refused the token, also after one forced refresh. */
export interface TokenRejected extends Details {
  readonly _tag: 'TokenRejected'
}
/** The merchant took the authorisation back, or never gave it. */
export interface AuthorizationLost extends Details {
  readonly _tag: 'AuthorizationLost'
  readonly reason: LossReason
}
/** An authorisation code that was already used, has expired or is invalid. Nothing is lost: the app stays as it was. */
export interface CodeRefused extends Details {
  readonly _tag: 'CodeRefused'
}
/** The authorisation does not cover this call. */
export interface PermissionDenied extends Details {
  readonly _tag: 'PermissionDenied'
}
/** This machine's IP address is not on the platform's list. */
export interface AddressNotAllowed extends Details {
  readonly _tag: 'AddressNotAllowed'
}
/** Too many calls. */
export interface RateLimited extends Details {
  readonly _tag: 'RateLimited'
  readonly window: 'second' | 'minute' | 'day' | 'unknown'
}
/** The month's modifications are used up. */
export interface BudgetSpent extends Details {
  readonly _tag: 'BudgetSpent'
}
/** No room left in the list. */
export interface LimitReached extends Details {
  readonly _tag: 'LimitReached'
}
/** Something at the vendor must be put right first. */
export interface PreconditionFailed extends Details {
  readonly _tag: 'PreconditionFailed'
  readonly precondition: Precondition
}
/** The vendor found the request itself wrong: a defect of this SDK or of a raw call. */
export interface RequestRejected extends Details {
  readonly _tag: 'RequestRejected'
}
/** The vendor could not serve the call now. */
export interface VendorBusy extends Details {
  readonly _tag: 'VendorBusy'
}
/** No connection, or it broke. `sent` tells whether the request may have arrived. */
export interface ConnectionFailed extends Details {
  readonly _tag: 'ConnectionFailed'
  readonly sent: boolean
  readonly code: string
  /**
   * What could not be reached: a host name, or an address with its port; that of the proxy where that is what failed. Left out where no
   * connection was tried.
   */
  readonly host?: string
}
/** The deadline passed. */
export interface TimedOut extends Details {
  readonly _tag: 'TimedOut'
  readonly afterMs: number
}
/** The caller cancelled. `sent` tells whether the request may have arrived. */
export interface Cancelled extends Details {
  readonly _tag: 'Cancelled'
  readonly sent: boolean
}
/** The reply is not what the vendor documents: cut short, HTML, wrong types, too large. */
export interface UnreadableReply extends Details {
  readonly _tag: 'UnreadableReply'
  readonly path: string
  readonly expected: string
  readonly excerpt: string
}
/** The vendor answered with a code that this SDK does not know. */
export interface UnknownCode extends Details {
  readonly _tag: 'UnknownCode'
  readonly excerpt: string
}

/**
 * Everything that can go wrong, as a closed union of plain objects: each says who must act, whether to retry, whether a
 * modification was spent, what the vendor said, and what to do next. No token or secret is in any of them.
 */
export type DomainError =
  | InvalidConfig
  | InvalidChange
  | Unsupported
  | TokenUnavailable
  | TokenRejected
  | AuthorizationLost
  | CodeRefused
  | PermissionDenied
  | AddressNotAllowed
  | RateLimited
  | BudgetSpent
  | LimitReached
  | PreconditionFailed
  | RequestRejected
  | VendorBusy
  | ConnectionFailed
  | TimedOut
  | Cancelled
  | UnreadableReply
  | UnknownCode

/**
 * The tag of each member.
 */
export type DomainErrorTag = DomainError['_tag']

type Handlers<A> = { readonly [T in DomainErrorTag]: (error: Extract<DomainError, { readonly _tag: T }>) => A }

/**
 * Handles each member; forgetting one does not compile.
 */
export const matchError =
  <A>(on: Handlers<A>) =>
  (error: DomainError): A => {
    switch (error._tag) {
      case 'InvalidConfig':
        return on.InvalidConfig(error)
      case 'InvalidChange':
        return on.InvalidChange(error)
      case 'Unsupported':
        return on.Unsupported(error)
      case 'TokenUnavailable':
        return on.TokenUnavailable(error)
      case 'TokenRejected':
        return on.TokenRejected(error)
      case 'AuthorizationLost':
        return on.AuthorizationLost(error)
      case 'CodeRefused':
        return on.CodeRefused(error)
      case 'PermissionDenied':
        return on.PermissionDenied(error)
      case 'AddressNotAllowed':
        return on.AddressNotAllowed(error)
      case 'RateLimited':
        return on.RateLimited(error)
      case 'BudgetSpent':
        return on.BudgetSpent(error)
      case 'LimitReached':
        return on.LimitReached(error)
      case 'PreconditionFailed':
        return on.PreconditionFailed(error)
      case 'RequestRejected':
        return on.RequestRejected(error)
      case 'VendorBusy':
        return on.VendorBusy(error)
      case 'ConnectionFailed':
        return on.ConnectionFailed(error)
      case 'TimedOut':
        return on.TimedOut(error)
      case 'Cancelled':
        return on.Cancelled(error)
      case 'UnreadableReply':
        return on.UnreadableReply(error)
      case 'UnknownCode':
        return on.UnknownCode(error)
    }
  }
