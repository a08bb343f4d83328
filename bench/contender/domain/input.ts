/**
 * Twenty domains that are right and canonical as they stand, as nearly all are.
 */
export const valid: ReadonlyArray<string> = Array.from({ length: 20 }, (_, index) => `https://www${index}.example.com`)

/**
 * Domains that are wrong, each in its own way.
 */
export const invalid: ReadonlyArray<string> = [
  'https://a b.example.com',
  'https://exa<mple.com',
  'https://[::1',
  'https://example.com:99999',
  'https://%zz.example.com',
]

/**
 * Domains that need IDNA.
 */
export const international: ReadonlyArray<string> = [
  'https://例子.测试',
  'https://www.bücher.example',
  'https://пример.рф',
]
