/**
 * One edit of a source file that breaks what a row proves: `from` has to stand in the file just once.
 */
export interface Breakage {
  /** `packages/wechat/src/wire/endpoint.ts`. */
  readonly file: string
  readonly from: string
  readonly to: string
}

/** The four documents that the project began with. */
export type Document = 'S0' | 'S1' | 'S2' | 'S3'

/**
 * A line of a document, its proof on the wire, and the edit under which that proof has to fail.
 */
export interface Row {
  readonly document: Document
  readonly what:
    'endpoint' | 'request field' | 'reply field' | 'action' | 'example request' | 'example reply' | 'rule' | 'code'
  /** What the line says, in Markdown. */
  readonly item: string
  /** What the proof shows, as a sentence. */
  readonly sentence: string
  readonly prove: () => Promise<void>
  readonly breakage: Breakage
}

/** The name of a row, which no other row has. */
export const nameOf = ({ document, what, item }: Row): string => `${document} ${what} ${item}`
