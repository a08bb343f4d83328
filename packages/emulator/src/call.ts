/** One request as it reached a vendor's server. `at` is in milliseconds; `utf8` is false when the body was not UTF-8. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly rawQuery: string
  readonly query: URLSearchParams
  readonly headers: { readonly [name: string]: string }
  readonly body: string
  readonly utf8: boolean
  readonly ip: string
  readonly at: number
}

/** What a vendor answers. */
export interface Reply {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly body: string
}

/** A vendor's answer worked out but not yet carried out: `commit` writes the modification, when there is one. */
export interface Outcome {
  readonly reply: Reply
  readonly changes: boolean
  readonly commit: () => void
}

/** An outcome that only answers. */
export const answerOnly = (reply: Reply): Outcome => ({ reply, changes: false, commit: () => undefined })
