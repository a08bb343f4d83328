import { type DomainSet, type Kind, domainsOf } from '@mini-domains/core'
import { createHash } from 'node:crypto'

/**
 * Gives the digest of a text.
 */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

/**
 * Gives the digest of a list: the same for the same domains, whatever their order.
 */
export const listDigest = (kinds: ReadonlyArray<Kind>, set: DomainSet<Kind>): string =>
  digestOf(
    [...kinds]
      .sort()
      .map((kind) => `${kind}\n${[...domainsOf(set, kind)].sort().join('\n')}`)
      .join('\n\n'),
  )
