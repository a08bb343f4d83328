/**
 * Splits one line of comma separated values. Fields may stand in double quotes; a quote in such a field is doubled.
 * `undefined` where a quote is not closed.
 */
export const csvFields = (line: string): ReadonlyArray<string> | undefined => {
  if (!line.includes('"')) return line.split(',').map((field) => field.trim())
  const fields: Array<string> = []
  const pattern = /\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*(,|$)/y
  for (;;) {
    const found = pattern.exec(line)
    if (found === null) return undefined
    fields.push(found[1] === undefined ? (found[2] ?? '').trim() : found[1].replaceAll('""', '"'))
    if (found[3] === '') return fields
  }
}
