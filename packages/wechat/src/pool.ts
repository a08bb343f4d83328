import {
  type Call,
  type Domain,
  type DomainError,
  type DomainSet,
  type Kind,
  type ListDriver,
  type Spent,
  type WriteReply,
  domainsOf,
  preconditionFailed,
  readDomains,
  spentTogether,
  withoutScheme,
} from '@mini-domains/core'
import { type VendorClient } from '@mini-domains/http'
import { pipe } from 'fp-ts/lib/function.js'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import { type WechatConfig } from './config.js'
import { ask, tell } from './exchange.js'
import { meant } from './meant.js'
import { type Step } from './write-steps.js'
import { type Write, writing } from './writing.js'

/**
 * A pool's reply under neutral names: the pool of the published platform, of the one under test, and what was invalid.
 */
export interface PoolReply {
  readonly published: ReadonlyArray<string> | undefined
  readonly testing: ReadonlyArray<string> | undefined
  readonly invalid: ReadonlyArray<string> | undefined
}

/**
 * What tells WeChat's two pools apart.
 */
export interface Pool<K extends Kind, R> {
  readonly endpoint: 'platform-server' | 'platform-webview'
  /** The field that carries the hosts. */
  readonly field: string
  readonly kind: K
  readonly codec: t.Decoder<unknown, R>
  readonly read: (reply: R) => PoolReply
}

type Scope = NonNullable<WechatConfig['pool']>

// Sent in the order of the vendor's examples (docs/vendors/wechat.md A.3.2, S3).
const bodyOf = (field: string, action: string, together: boolean, domains: ReadonlyArray<Domain>) => ({
  action,
  is_modify_published_together: together,
  [field]: domains.map(withoutScheme).join(';'),
})

const inForce = (scope: Scope, reply: PoolReply): ReadonlyArray<string> | undefined => {
  switch (scope) {
    case 'published':
      return reply.published
    case 'testing':
      return reply.testing
    case 'auto':
      return reply.published ?? reply.testing
  }
}

const isUnpublished = (error: DomainError): boolean =>
  error._tag === 'PreconditionFailed' && error.precondition === 'platform-unpublished'

// Whether a refused call counts is not documented (docs/vendors/wechat.md E 3).
const withRefused = (refused: Spent) =>
  TE.bimap(
    (error: DomainError): DomainError => ({ ...error, ...spentTogether(refused, error) }),
    <K extends Kind>(reply: WriteReply<K>): WriteReply<K> => ({ ...reply, ...spentTogether(refused, reply) }),
  )

/**
 * One of the platform's pools: bare hosts joined by `;`, published and testing (docs/vendors/wechat.md A.3.1, A.3.2).
 */
export const poolDriver = <K extends Kind, R>(
  client: VendorClient,
  config: WechatConfig,
  pool: Pool<K, R>,
): ListDriver<K> => {
  const { endpoint, field, kind, codec } = pool
  const scope = config.pool ?? 'auto'
  const kinds: ReadonlyArray<K> = [kind]
  const domains = (hosts: ReadonlyArray<string>): DomainSet<K> => readDomains(kinds, () => hosts)

  const send = (call: Call, { action, domains: set }: Step<K>, together: boolean) => {
    const sent = domainsOf(set, kind)
    return tell<R, K>(client, call, {
      endpoint,
      body: bodyOf(field, action, together, sent),
      codec,
      read: (raw) => {
        const reply = pool.read(raw)
        const taken = domains(inForce(scope, reply) ?? [])
        const invalid = meant(kind, sent, domainsOf(taken, kind))(reply.invalid ?? [])
        return {
          accepted: action === 'delete' ? {} : taken,
          rejected: invalid.map((domain) => ({ kind, domain, reason: 'not-verified' })),
          named: (reply.invalid ?? []).length === 0 ? [] : ['not-verified'],
        }
      },
      otherwise: action === 'delete' ? 'not-listed' : 'not-taken',
      names: true,
    })
  }

  // 61028 says that nothing was changed because the platform is not published; then the testing pool is in force (E 7).
  const write: Write<K> = (call, step) =>
    scope === 'auto'
      ? pipe(
          send(call, step, true),
          TE.orElse((error) => (isUnpublished(error) ? withRefused(error)(send(call, step, false)) : TE.left(error))),
        )
      : send(call, step, scope === 'published')

  const answer =
    (call: Call) =>
    (reply: PoolReply): E.Either<DomainError, DomainSet<K>> => {
      const listed = inForce(scope, reply)
      return listed === undefined
        ? E.left(preconditionFailed(call, {}, 'platform-unpublished'))
        : E.right(domains(listed))
    }

  // A published pool is missing where the platform was never published, which `answer` tells; a testing pool never is (A.3.1).
  const untold = (raw: R): string | undefined => {
    const { published, testing } = pool.read(raw)
    if (testing !== undefined || (published !== undefined && scope !== 'testing')) return undefined
    return scope === 'testing' ? `testing_${field}` : `published_${field}`
  }

  return {
    read: (call) =>
      pipe(
        ask(client, call, { endpoint, body: { action: 'get' }, codec, untold, read: pool.read }),
        TE.chainEitherK(answer(call)),
      ),
    ...writing(kinds, config, write),
  }
}
