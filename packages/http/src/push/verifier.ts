import { type Bilingual, type Clock, systemClock } from '@mini-domains/core'
import {
  type InvalidConfig,
  type PushKeyNames,
  type PushReader,
  type PushRefusal,
  type PushRequest,
  type PushedEvent,
  bilingual,
  pushRefusal,
} from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { pipe } from 'fp-ts/lib/function.js'
import type * as t from 'io-ts'
import { excerptOf } from '../reply/redaction.js'
import { decodeConfig } from '../tokens/config.js'
import { type Opened, isSigned, opened } from './envelope.js'
import { textInParsed } from './parsed-push.js'

/**
 * A push as it came: sealed text, and what signs it.
 */
export interface SealedPush {
  readonly timestamp: string
  readonly nonce: string
  readonly encrypt: string
  readonly signature: string
}

/**
 * What pushes are verified and opened with.
 */
export interface PushSecrets {
  readonly token: string
  /** The 43 characters of the key in force, and of the one before it, which pushes under way may still be encrypted with. */
  readonly aesKeys: readonly [current: string, previous?: string | undefined]
  /** Who must be named at the end of what was sealed. */
  readonly receiver: string
  /** How many seconds old, or ahead of time, the signature of a push may be; 600. */
  readonly windowSeconds?: number | undefined
}

/**
 * What a vendor says of its pushes: where the sealed parts are, and what the opened text means.
 */
export interface PushSpelling {
  readonly vendor: string
  /** What the vendor's config calls the secrets, for the hints of refusals. */
  readonly names: PushKeyNames
  /** Finds the sealed parts. Parses no more than it must: nothing is verified yet. */
  readonly sealedIn: (request: PushRequest) => O.Option<SealedPush>
  readonly eventIn: (message: string) => O.Option<PushedEvent>
}

const isTimely = (timestamp: string, now: number, windowSeconds: number): boolean =>
  /^\d{1,12}$/.test(timestamp) && Math.abs(now / 1000 - Number(timestamp)) <= windowSeconds

const verified =
  ({ token, windowSeconds = 600 }: PushSecrets, clock: Clock) =>
  ({ timestamp, nonce, encrypt, signature }: SealedPush): E.Either<PushRefusal, string> => {
    if (!isSigned(signature, [token, timestamp, nonce, encrypt]))
      return E.left(
        pushRefusal(
          'wrong-signature',
          bilingual('the signature is not that of the configured token', '签名与配置的 token 不符'),
        ),
      )
    return isTimely(timestamp, clock.now(), windowSeconds)
      ? E.right(encrypt)
      : E.left(
          pushRefusal(
            'too-old',
            bilingual(
              `its timestamp is not within ${windowSeconds} s of this machine's clock`,
              `时间戳与本机时钟相差超过 ${windowSeconds} 秒`,
            ),
          ),
        )
  }

const openedWith = ([current, previous]: PushSecrets['aesKeys'], encrypt: string): O.Option<Opened> =>
  pipe(
    opened(current, encrypt),
    O.alt(() => (previous === undefined ? O.none : opened(previous, encrypt))),
  )

const otherPlatform = (receiver: string): Bilingual =>
  bilingual(`it was meant for another platform: ${receiver}`, `推送的接收方是另一个第三方平台：${receiver}`)

const unsealed =
  ({ aesKeys, receiver }: PushSecrets, names: PushKeyNames) =>
  (encrypt: string): E.Either<PushRefusal, string> =>
    pipe(
      openedWith(aesKeys, encrypt),
      E.fromOption(() =>
        pushRefusal(
          'unreadable',
          bilingual('it cannot be opened with the configured keys', '已配置的密钥都无法解密'),
          names,
        ),
      ),
      E.filterOrElse(
        (found) => found.receiver === receiver,
        (found) => pushRefusal('wrong-receiver', otherPlatform(excerptOf((text) => text, found.receiver)), names),
      ),
      E.map(({ message }) => message),
    )

// All vendors here name the sealed text so. Where a parser left it, nothing was lost.
const isWhole = ({ parsed }: PushRequest): boolean => parsed === undefined || O.isSome(textInParsed(parsed, 'Encrypt'))

const notFound = (request: PushRequest): PushRefusal =>
  isWhole(request)
    ? pushRefusal(
        'not-signed',
        bilingual('a timestamp, a nonce, a signature and one sealed text are needed', '缺少时间戳、随机数、签名或密文'),
      )
    : pushRefusal(
        'already-read',
        bilingual(
          'the body was already read by a parser, and what it left holds no sealed text: mount the handler before it, or keep rawBody',
          '请求体已被解析器读取，所剩内容中没有密文',
        ),
      )

// The name of an event that nobody here knows is foreign text, and goes to logs and terminals.
const named = (event: PushedEvent): PushedEvent =>
  event._tag === 'Other' ? { ...event, name: excerptOf((text) => text, event.name) } : event

const noMessage = bilingual('it was opened, but what was sealed is not a push message', '已解密，但内容不是推送消息')

/**
 * Makes the reader of a vendor's pushes: signature, time and receiver first, and only then is the message parsed.
 */
export const verifyingReader = (spelling: PushSpelling, secrets: PushSecrets, clock: Clock): PushReader => ({
  vendor: spelling.vendor,
  platformId: secrets.receiver,
  answer: 'success',
  read: (request) =>
    pipe(
      spelling.sealedIn(request),
      E.fromOption(() => notFound(request)),
      E.chain(verified(secrets, clock)),
      E.chain(unsealed(secrets, spelling.names)),
      E.chain((message) =>
        pipe(
          spelling.eventIn(message),
          E.fromOption(() => pushRefusal('no-message', noMessage)),
        ),
      ),
      E.map(named),
    ),
  nameOf: (request) =>
    pipe(
      spelling.sealedIn(request),
      // It covers the parts put together, so that whoever cuts them anew keeps it; nothing else is alike in all cuts.
      O.map(({ signature }) => signature.toLowerCase()),
      O.toUndefined,
    ),
})

/**
 * Makes the function that makes a vendor's push reader from a config; an invalid config lists its issues.
 */
export const pushReaderOf =
  <C>(spelling: PushSpelling, codec: t.Decoder<unknown, C>, secretsOf: (config: C) => PushSecrets) =>
  (config: unknown, clock: Clock = systemClock): E.Either<InvalidConfig, PushReader> =>
    pipe(
      decodeConfig(spelling.vendor, codec, config),
      E.map((settings) => verifyingReader(spelling, secretsOf(settings), clock)),
    )
