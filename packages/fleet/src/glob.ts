const escaped = (text: string): string => text.replace(/[.+^${}()|[\]\\]/g, '\\$&')

const patternOf = (glob: string): string => escaped(glob).replace(/\*+/g, '.*').replace(/\?/g, '.')

/**
 * Says whether a text matches one of some globs: `*` is any text, `?` one character, all else itself. Case does not count.
 */
export const globMatcher = (globs: ReadonlyArray<string>): ((text: string) => boolean) => {
  if (globs.length === 0) return () => false
  const pattern = new RegExp(`^(?:${globs.map(patternOf).join('|')})$`, 'isu')
  return (text) => pattern.test(text)
}
