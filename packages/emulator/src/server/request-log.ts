/** One request in the attempt report: what the client sent and what became of it. */
export interface RecordedRequest {
  /** Counts from 1 since the start or the last reset. */
  readonly number: number
  readonly method: string
  readonly path: string
  /** As sent, without the question mark; tokens included, for they are the emulator's own. */
  readonly rawQuery: string
  readonly query: { readonly [name: string]: string }
  readonly headers: { readonly [name: string]: string }
  readonly body: string
  /** When the request had arrived whole, in milliseconds of the emulator's clock. */
  readonly at: number
  /** The app id the token belongs to, empty for an unknown one; at the token endpoints the app that it is about. */
  readonly owner: string
  /** The answer meant, before a fault bent it on its way; `undefined` while it is still due, or when a fault gave none. */
  readonly answer: { readonly status: number; readonly body: string } | undefined
  /** Whether this request changed the vendor's state. */
  readonly tookEffect: boolean
  /** The kind of the fault that struck, if one did. */
  readonly fault: string | undefined
}

/** What is known of a request only after its arrival. */
export type Afterwards = Partial<Pick<RecordedRequest, 'answer' | 'tookEffect' | 'fault'>>

/** The last requests, oldest first, at most as many as it was made for. */
export interface RequestLog {
  readonly begin: (request: Omit<RecordedRequest, 'number' | keyof Afterwards>) => number
  readonly amend: (number: number, afterwards: Afterwards) => void
  readonly all: () => ReadonlyArray<RecordedRequest>
  readonly clear: () => void
}

/** Makes an empty log that keeps `limit` requests. */
export const createRequestLog = (limit: number): RequestLog => {
  const kept = new Map<number, RecordedRequest>()
  let last = 0
  return {
    begin: (request) => {
      last += 1
      kept.set(last, { number: last, ...request, answer: undefined, tookEffect: false, fault: undefined })
      if (kept.size > limit) kept.delete(last - limit)
      return last
    },
    amend: (number, afterwards) => {
      const request = kept.get(number)
      if (request !== undefined) kept.set(number, { ...request, ...afterwards })
    },
    all: () => [...kept.values()],
    clear: () => kept.clear(),
  }
}
