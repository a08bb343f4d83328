import * as t from 'io-ts'

/**
 * Reads a count: a whole number from 0.
 */
export const Count: t.Type<number, number, unknown> = new t.Type(
  'Count',
  (input): input is number => Number.isSafeInteger(input) && Number(input) >= 0,
  (input, context) =>
    typeof input === 'number' && Number.isSafeInteger(input) && input >= 0
      ? t.success(input)
      : t.failure(input, context),
  t.identity,
)
