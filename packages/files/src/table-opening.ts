import { type FileFault } from './file-fault.js'
import { brokenOff } from './file-pieces.js'
import { pageFault } from './table-fault.js'

const separators = [',', ';', '\t']

const partsOf = (line: string, separator: string): number => line.replace(/"(?:[^"]|"")*"/g, '').split(separator).length

/**
 * The lines of a table from its header on, with the ones before it left blank, so that lines are counted as in the file.
 */
export interface OpenedTable {
  readonly separator: string
  readonly lines: AsyncGenerator<string>
  readonly fault: () => FileFault | undefined
}

/**
 * Finds the header of a table and what separates its columns; `undefined` where there is none.
 */
export const openTable = async (
  source: AsyncIterable<string | FileFault>,
): Promise<OpenedTable | FileFault | undefined> => {
  const iterator = source[Symbol.asyncIterator]()
  let fault: FileFault | undefined
  const next = async (): Promise<string | undefined> => {
    try {
      const one = await iterator.next()
      if (one.done === true) return undefined
      if (typeof one.value === 'string') return one.value
      fault = one.value
    } catch (error) {
      fault = brokenOff(error)
    }
    return undefined
  }
  let before = ''
  let named: string | undefined
  let header = await next()
  for (; header !== undefined; header = await next()) {
    const found = /^\ufeff?\s*"?sep=(.)"?[\s,;]*$/i.exec(header)?.[1]
    if (found === undefined && header.trim() !== '') break
    named ??= found
    before += '\n'
  }
  if (header === undefined) return fault
  const first = header.replace(/^\ufeff/, '')
  if (/^\s*<(?:[?!]|html|table|meta|head|body|div)/i.test(first)) return pageFault
  const best = separators.reduce((most, one) => (partsOf(first, one) > partsOf(first, most) ? one : most))
  async function* lines(): AsyncGenerator<string> {
    try {
      yield `${before}${first}\n`
      for (let line = await next(); line !== undefined; line = await next()) yield `${line.replaceAll('\ufeff', '')}\n`
    } finally {
      await iterator.return?.()
    }
  }
  return { separator: named ?? best, lines: lines(), fault: () => fault }
}
