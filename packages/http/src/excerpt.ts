import { type DomainError } from '@mini-domains/core'

/**
 * The same error without what it quotes of the reply: one that was to hold tokens may hold them where nobody looks for them.
 */
export const withoutExcerpt = (error: DomainError): DomainError =>
  error._tag === 'UnreadableReply' ? { ...error, excerpt: '' } : error
