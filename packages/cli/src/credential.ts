import { type CredentialReference } from '@mini-domains/fleet'
import * as E from 'fp-ts/lib/Either.js'
import { bilingual } from './language.js'
import { type Problem, problem } from './problem.js'

type Secrets = Readonly<Record<string, string>>

const unset = (vendor: string, key: string, name: string): Problem =>
  problem(
    'credentials',
    bilingual(
      `vendors.${vendor}.credentials.${key}: the environment variable ${name} is not set`,
      `vendors.${vendor}.credentials.${key}：未设置环境变量 ${name}`,
    ),
    bilingual(`Set it: export ${name}=…`, `请设置：export ${name}=…`),
  )

const notHere = (vendor: string, key: string): Problem =>
  problem(
    'credentials',
    bilingual(
      `vendors.${vendor}.credentials.${key}: this command reads secrets from the environment only`,
      `vendors.${vendor}.credentials.${key}：本命令只从环境变量读取凭据`,
    ),
    bilingual('Write { env: NAME } and set that variable.', '请改为 { env: NAME } 并设置该变量。'),
  )

const secretOf = (
  vendor: string,
  key: string,
  reference: CredentialReference,
  environment: Readonly<Record<string, string | undefined>>,
): E.Either<Problem, string> => {
  if (typeof reference === 'string') return E.right(reference)
  if (!('env' in reference)) return E.left(notHere(vendor, key))
  const value = environment[reference.env]
  return value === undefined || value === '' ? E.left(unset(vendor, key, reference.env)) : E.right(value)
}

/**
 * Looks the credentials of a vendor up. All that are missing are told.
 */
export const credentialsOf = (
  vendor: string,
  references: Readonly<Record<string, CredentialReference>>,
  environment: Readonly<Record<string, string | undefined>>,
): E.Either<ReadonlyArray<Problem>, Secrets> => {
  const secrets: Record<string, string> = {}
  const problems: Array<Problem> = []
  for (const [key, reference] of Object.entries(references)) {
    const secret = secretOf(vendor, key, reference, environment)
    if (E.isLeft(secret)) problems.push(secret.left)
    else secrets[key] = secret.right
  }
  return problems.length === 0 ? E.right(secrets) : E.left(problems)
}
