/** A list of domains in the four states it can be in at once. */
export interface Layers<L> {
  /** Written through the platform; not live before a release. */
  readonly configured: L
  /** Written without the platform's pool (WeChat's `_directly` endpoints). */
  readonly direct: L
  /** Written by the merchant in the vendor's console. */
  readonly console: L
  /** Live for users. */
  readonly effective: L
}

/** The file a vendor asks for at a domain's root. */
export interface ConfirmFile {
  readonly name: string
  readonly content: string
}
