/** What somebody saw of one reply of a live vendor to a call that only reads: its fields or the code of its refusal, and no value. */
export interface ObservedReply {
  /** The path that was called. */
  readonly path: string
  /** The fields that were there, by their path in the reply; none where the call was refused. */
  readonly fields?: ReadonlyArray<ObservedField>
  readonly code?: number
  readonly httpStatus?: number
}

/** A field of a reply: how many entries it lists, and how they are spelt, such as `http://host`. */
export interface ObservedField {
  readonly path: string
  readonly entries?: number
  readonly spellings?: ReadonlyArray<string>
}

/** Says whether a reply that was read has a field; nothing where the call was refused. */
export const hasField = ({ fields }: ObservedReply, ...paths: ReadonlyArray<string>): boolean =>
  fields?.some(({ path }) => paths.includes(path)) === true
