/**
 * A reply as it came: status, headers by lower-case name, the body's bytes and their text.
 */
export interface Reply {
  readonly status: number
  readonly header: (name: string) => string | undefined
  readonly bytes: Uint8Array
  /** The body as UTF-8, without a byte order mark. */
  readonly text: string
}

/**
 * Why there is no reply.
 *
 * `sent` tells whether the request may have arrived: false only where it surely never left.
 */
export type TransportFailure =
  | { readonly _tag: 'NoConnection'; readonly code: string; readonly sent: boolean }
  | { readonly _tag: 'Deadline'; readonly sent: boolean }
  | { readonly _tag: 'Aborted'; readonly sent: boolean }
  | { readonly _tag: 'TooLarge'; readonly limit: number; readonly status: number }
  | { readonly _tag: 'BadEncoding'; readonly encoding: string; readonly status: number }
