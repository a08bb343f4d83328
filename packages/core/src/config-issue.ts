import * as t from 'io-ts'
import { type ConfigIssue } from './domain-error.js'

const secret = /token|secret|key|ticket|password|proxy/i

const typeName = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (value === undefined) return 'nothing'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

// A misspelt key may be that of a secret, and an address may hold a password or a token.
const mayBeSecret = (path: string, type: t.Decoder<unknown, unknown> | undefined, value: unknown): boolean =>
  secret.test(path) || type === t.never || (typeof value === 'string' && /[@?]/.test(value))

const shown = (value: unknown): string => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return value.length > 80 ? `"${value.slice(0, 80)}…"` : `"${value}"`
  return typeName(value)
}

const pathOf = (context: t.Context): string =>
  context
    .map(({ key }) => key)
    .filter((key) => key !== '')
    .join('.')

const hasMembers = (type: t.Decoder<unknown, unknown>): boolean =>
  '_tag' in type && (type._tag === 'IntersectionType' || type._tag === 'UnionType')

// Members of an intersection or a union appear in a context as keys 0, 1; they are not part of the path that a user wrote.
const withoutMembers = (context: t.Context): t.Context =>
  context.filter((_, index) => {
    const parent = index === 0 ? undefined : context[index - 1]
    return parent === undefined || !hasMembers(parent.type)
  })

const issueOf = (error: t.ValidationError): ConfigIssue => {
  const context = withoutMembers(error.context)
  const path = pathOf(context)
  const type = error.context[error.context.length - 1]?.type
  return {
    path: path === '' ? '(the config itself)' : path,
    expected: error.message ?? type?.name ?? 'something else',
    found: mayBeSecret(path, type, error.value) ? typeName(error.value) : shown(error.value),
  }
}

/**
 * Turns what a codec complains of into a readable list: path, what was expected, what was found. Each path once.
 *
 * Where a value may be a secret, only its type is told.
 */
export const configIssues = (errors: t.Errors): ReadonlyArray<ConfigIssue> => {
  const byPath = new Map<string, ConfigIssue>()
  for (const issue of errors.map(issueOf)) {
    const known = byPath.get(issue.path)
    const expected =
      known === undefined || known.expected === issue.expected
        ? issue.expected
        : `${known.expected} or ${issue.expected}`
    byPath.set(issue.path, { ...issue, expected })
  }
  return [...byPath.values()]
}
