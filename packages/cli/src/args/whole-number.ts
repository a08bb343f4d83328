/**
 * Reads a whole number from an option: the other one where it was not given, nothing where it is none.
 */
export const wholeNumber = (text: string | undefined, otherwise: number): number | undefined => {
  if (text === undefined) return otherwise
  return /^[0-9]{1,6}$/.test(text) ? Number(text) : undefined
}
