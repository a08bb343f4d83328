import type { SecretStore } from '@mini-domains/credentials'
import type { CredentialReference } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { type Failure, type Problem, failed, problem } from '../output/problem.js'
import { bilingual } from '../output/language.js'
import { storeProblem, withSecrets } from './secret-store.js'
import { type StorePlace, storeAddress } from './store.js'
import type { Io } from '../io/io.js'

type Secrets = Readonly<Record<string, string>>
type References = Readonly<Record<string, CredentialReference>>
type Found = E.Either<Problem, string>

const unset = (path: string, variable: string): Problem => {
  const name = shownVariable(variable)
  return problem(
    'credentials',
    bilingual(`${path}: the environment variable ${name} is not set`, `${path}：未设置环境变量 ${name}`),
    bilingual(`Set it: export ${name}=…`, `请设置：export ${name}=…`),
  )
}

const quoted = (path: string, source: string): Problem =>
  problem(
    'credentials',
    bilingual(`${path}: ${source} stands within quotes`, `${path}：${source} 带有引号`),
    bilingual(
      'Take the quotes off: docker --env-file, systemd and files keep them as a part of the value.',
      '请去掉引号：docker --env-file、systemd 与文件会把引号当作值的一部分。',
    ),
  )

const isQuoted = (value: string): boolean => /^(["'])[^]*\1$/.test(value) && value.length > 1

const notKept = (path: string, asked: string, file: string): Problem => {
  const name = shownSecretName(asked)
  return problem(
    'credentials',
    bilingual(`${path}: the store ${file} has no secret "${name}"`, `${path}：存储 ${file} 中没有机密“${name}”`),
    bilingual(
      `Put it there: mini-domains secret put ${name}. Another store is named with store: in the config, or MINI_DOMAINS_STORE.`,
      `请写入：mini-domains secret put ${name}；其他存储可用配置中的 store: 或 MINI_DOMAINS_STORE 指定。`,
    ),
  )
}

/** The secrets of the store, which is opened only where the config refers to it. */
type Stored = { readonly secrets: SecretStore; readonly shown: string } | undefined

const kept = async (path: string, name: string, stored: Stored): Promise<Found> => {
  const found = stored === undefined ? E.right(undefined) : await stored.secrets.get(name)()
  if (E.isLeft(found)) return E.left(storeProblem(found.left))
  return found.right === undefined ? E.left(notKept(path, name, stored?.shown ?? '')) : E.right(found.right)
}

const secretOf = async (
  path: string,
  reference: CredentialReference,
  environment: Io['environment'],
  stored: Stored,
): Promise<Found> => {
  const named = (source: string, value: string): Found =>
    isQuoted(value) ? E.left(quoted(path, source)) : E.right(value)
  if (typeof reference === 'string') return named('the text', reference.trim())
  if ('store' in reference) {
    const secret = await kept(path, reference.store, stored)
    return E.isLeft(secret) ? secret : named(shownSecretName(reference.store), secret.right.trim())
  }
  // An .env file with CRLF and a mounted secret end in what is no part of the secret.
  const value = environment[reference.env]?.trim() ?? ''
  return value === '' ? E.left(unset(path, reference.env)) : named(shownVariable(reference.env), value)
}

const lookedUp = async (
  place: string,
  references: References,
  environment: Io['environment'],
  stored: Stored,
): Promise<E.Either<Failure, Secrets>> => {
  const secrets: Array<readonly [string, string]> = []
  const problems: Array<Problem> = []
  for (const [key, reference] of Object.entries(references)) {
    const secret = await secretOf(`${place}.${key}`, reference, environment, stored)
    if (E.isLeft(secret)) problems.push(secret.left)
    else secrets.push([key, secret.right])
  }
  return problems.length === 0 ? E.right(Object.fromEntries(secrets)) : E.left(failed(...problems))
}

const isStored = (reference: CredentialReference): boolean => typeof reference !== 'string' && 'store' in reference

/**
 * Looks up what the config refers to at a place such as `vendors.NAME.credentials`: in the environment, and in the store beside
 * the config. All that are missing are reported.
 */
export const credentialsOf = (
  path: string,
  references: References,
  io: Io,
  place: StorePlace,
): Promise<E.Either<Failure, Secrets>> => {
  const { environment } = io
  if (!Object.values(references).some(isStored)) return lookedUp(path, references, environment, undefined)
  const address = storeAddress(io, place)
  if (E.isLeft(address)) return Promise.resolve(address)
  return withSecrets(io, place, (secrets) =>
    lookedUp(path, references, environment, { secrets, shown: address.right.shown }),
  )
}

/**
 * The name of an environment variable as it may be shown: as names are written by custom, such as `WX_SECRET`. What looks otherwise
 * may be the secret itself, put where its name belongs, and becomes `…`.
 */
export const shownVariable = (name: string): string =>
  /^[A-Z][A-Z0-9]{0,19}(?:_[A-Z0-9]{1,20}){1,6}$/.test(name) && !/[A-Z]\d{4}|\d{5}/.test(name) ? name : '…'

/**
 * The name of a secret in the store as it may be shown: short words, such as `platform/secret`; else `…`.
 */
const shownSecretName = (name: string): string =>
  /^[a-z][a-z]{0,19}\d{0,3}(?:[-_./][a-z]{1,20}\d{0,3}){0,6}$/i.test(name) ? name : '…'
