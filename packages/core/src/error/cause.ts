const kinds = [TypeError, RangeError, ReferenceError, SyntaxError] as const

const withheld = 'what was thrown is not repeated here, since it may hold a secret'

// Node's own names of what failed, such as ECONNREFUSED. Whoever throws may put anything there.
const systemCode = /^(?:E[A-Z]{2,20}|(?:ERR|UND_ERR)_[A-Z_]{2,40})$/

// A message may look like frames, so the text before them must be known to the letter.
const framesOf = ({ name, message, stack = '' }: Error): string => {
  const head = message === '' ? name : `${name}: ${message}`
  return stack.startsWith(`${head}\n`) ? stack.slice(head.length) : ''
}

const nameOf = ({ name }: Error): string => (/^[A-Za-z]{1,40}$/.test(name) ? name : 'Error')

/**
 * Makes a cause of what foreign code threw: its class, system code and stack frames. Not its message or its fields, which may
 * hold a secret, a URL with a token for one.
 */
export const causeOf = (thrown: unknown): Error => {
  const Kind = kinds.find((kind) => thrown instanceof kind) ?? Error
  const cause = new Kind(withheld)
  if (!(thrown instanceof Error)) {
    cause.stack = `${cause.name}: ${withheld}`
    return cause
  }
  const name = nameOf(thrown)
  const code =
    'code' in thrown && typeof thrown.code === 'string' && systemCode.test(thrown.code) ? thrown.code : undefined
  Object.defineProperty(cause, 'name', { value: name, enumerable: false })
  cause.stack = `${name}: ${withheld}${framesOf(thrown)}`
  return code === undefined ? cause : Object.assign(cause, { code })
}
