/**
 * What went wrong, in one line and free of secrets.
 */
export interface Message {
  /** In English. */
  readonly message: string
  /** In Chinese; left out by who has only the English. */
  readonly messageZh?: string | undefined
}

/**
 * Makes the two fields of a message.
 */
export const messageFields = (en: string, zh: string) => ({ message: en, messageZh: zh })

/**
 * Changes an error. A message that is given in English only takes the Chinese one of before away.
 */
export const overruled = <E extends Message>(error: E, verdict: Partial<Message>): E => ({
  ...error,
  ...(verdict.message === undefined ? {} : { messageZh: undefined }),
  ...verdict,
})
