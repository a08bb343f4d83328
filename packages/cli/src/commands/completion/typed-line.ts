/**
 * A line up to the cursor: the words before, and the part of a word that is being typed. `lead` stands before that part in the
 * same word: `--lang=`, or nothing.
 */
export interface TypedLine {
  readonly before: ReadonlyArray<string>
  readonly lead: string
  readonly current: string
}

const isSplit = (words: ReadonlyArray<string>, index: number): boolean => {
  const equals = words[index] === '=' ? index : index - 1
  return words[equals] === '=' && words[equals - 1]?.startsWith('--') === true
}

/** Bash makes three words of `--name=value`; they are put together again where there are words after them. */
const joined = (words: ReadonlyArray<string>): ReadonlyArray<string> =>
  words.reduce<ReadonlyArray<string>>((done, word, index) => {
    const last = done.at(-1)
    if (last === undefined || !isSplit(words, index)) return [...done, word]
    return [...done.slice(0, -1), `${last}${word}`]
  }, [])

/**
 * Understands what a shell passes on: the words after the name of the command, the last of them up to the cursor.
 */
export const typedLine = (words: ReadonlyArray<string>): TypedLine => {
  const all = joined(words)
  const current = all.at(-1) ?? ''
  const before = all.slice(0, -1)
  const equals = current.startsWith('--') ? current.indexOf('=') : -1
  if (equals === -1) return { before, lead: '', current }
  const isOneWord = words.at(-1) === current
  return {
    before: [...before, current.slice(0, equals)],
    lead: isOneWord ? current.slice(0, equals + 1) : '',
    current: current.slice(equals + 1),
  }
}
