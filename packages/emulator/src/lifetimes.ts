/** How long what a vendor gives is good, in seconds. */
export interface Lifetimes {
  readonly platformToken: number
  readonly appToken: number
  readonly ticket: number
  /** An authorisation code as it comes with the event; what Baidu's recovery gives has a longer life of its own. */
  readonly code: number
  readonly preAuthCode: number
  /** How long a token still works after a newer one was given. */
  readonly grace: number
}
