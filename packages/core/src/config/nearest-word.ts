/** How many letters must be put in, left out or changed to make one word of the other (Levenshtein). */
const distance = (a: string, b: string): number => {
  const row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    let diagonal = row[0] ?? 0
    row[0] = i
    for (let j = 1; j <= b.length; j += 1) {
      const above = row[j] ?? 0
      row[j] = Math.min(above + 1, (row[j - 1] ?? 0) + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1))
      diagonal = above
    }
  }
  return row[b.length] ?? 0
}

/**
 * The word that was probably meant: one that begins with what was typed, else the nearest that is at most two letters away.
 */
export const nearestWord = (word: string, known: ReadonlyArray<string>): string | undefined => {
  const begun = word.length > 1 ? known.find((name) => name.startsWith(word)) : undefined
  if (begun !== undefined) return begun
  const far = known.map((name) => ({ name, letters: distance(word, name) }))
  const [closest] = far.sort((one, other) => one.letters - other.letters)
  return closest !== undefined && closest.letters <= 2 ? closest.name : undefined
}
