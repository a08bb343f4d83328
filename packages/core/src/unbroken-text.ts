import * as t from 'io-ts'

/**
 * Text without white space, line ends, control characters and others that nobody sees: an id or a secret. One out of an .env file or a mounted
 * secret may end in a line end, and would be another one with it.
 */
export const UnbrokenText = t.refinement(
  t.string,
  (text) => /^[^\s\p{C}]+$/u.test(text),
  'text that is not empty, without white space or line ends',
)

/**
 * A token, or nothing: text that neither begins nor ends with white space, and has no line ends, control characters or others that nobody
 * sees.
 */
export const TokenText = t.refinement(
  t.string,
  (text) => /^(?!\s)\P{C}*(?<!\s)$/u.test(text),
  'a token without white space around it and without line ends',
)
