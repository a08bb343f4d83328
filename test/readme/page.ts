/**
 * A part of a page: a heading, and what stands under it up to the next.
 */
export interface Section {
  /** As it is written, with its marks: `## Config`. Empty before the first. */
  readonly heading: string
  /** Fenced blocks, as their language and their lines. */
  readonly code: ReadonlyArray<string>
  /** Everything else, without the heading. */
  readonly prose: ReadonlyArray<string>
}

const isFence = (line: string): boolean => /^\s*```/.test(line)

const isHeading = (line: string): boolean => /^#{1,6} /.test(line)

const empty = (heading: string): Section => ({ heading, code: [], prose: [] })

interface Reading {
  readonly done: ReadonlyArray<Section>
  readonly current: Section
  readonly block: ReadonlyArray<string> | undefined
}

const inBlock = (reading: Reading, block: ReadonlyArray<string>, line: string): Reading => {
  if (!isFence(line)) return { ...reading, block: [...block, line] }
  const { current } = reading
  return { ...reading, current: { ...current, code: [...current.code, block.join('\n')] }, block: undefined }
}

const readLine = (reading: Reading, line: string): Reading => {
  const { done, current, block } = reading
  if (block !== undefined) return inBlock(reading, block, line)
  if (isFence(line)) return { ...reading, block: [line.trim().slice('```'.length)] }
  if (isHeading(line)) return { ...reading, done: [...done, current], current: empty(line) }
  return { ...reading, current: { ...current, prose: [...current.prose, line] } }
}

/**
 * Reads a page of Markdown, section by section.
 */
export const sectionsOf = (markdown: string): ReadonlyArray<Section> => {
  const start: Reading = { done: [], current: empty(''), block: undefined }
  const { done, current } = markdown.split('\n').reduce(readLine, start)
  return [...done, current]
}

const comment = (language: string): RegExp =>
  ['ts', 'js', 'json'].includes(language) ? /(?:^|\s+)\/\/ .*$/ : /(?:^|\s+)# .*$/

/**
 * Gives a block of code without its comments, which are in the language of the page.
 */
export const withoutComments = (block: string): string => {
  const [language = '', ...lines] = block.split('\n')
  const bare = lines.map((line) => line.replace(comment(language), '')).filter((line) => line !== '')
  return [language, ...bare].join('\n')
}

const codeSpan = /`([^`]+)`/g

const linkTarget = /(?<=\])\(([^)\s]+)\)/g

const whole = ({ heading, prose }: Section): string => [heading, ...prose].join('\n')

const plain = (markdown: string): string => markdown.replace(codeSpan, '').replace(linkTarget, '')

const told = (section: Section): string => plain(whole(section))

const once = (texts: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(texts)].sort()

/**
 * Gives what is written `as code` in a section, each once, in the order of the alphabet.
 */
export const codeWordsOf = (section: Section): ReadonlyArray<string> =>
  once([...whole(section).matchAll(codeSpan)].map(([, word = '']) => word.replaceAll('\n', ' ')))

const figure = /\d+(?:[.,]\d+)*(?:\s?(?:%|(?:ms|s|h|kB|MB|KiB|MiB)(?![A-Za-z])))?/g

const figuresIn = (markdown: string): ReadonlyArray<string> =>
  (plain(markdown).match(figure) ?? []).map((found) => found.replace(/\s/g, '')).sort()

const isRow = (line: string): boolean => line.startsWith('|')

/**
 * Gives the figures of a section, with the sign of their unit if they have one: those of its sentences, each once, then those of
 * each row of its tables, as often as they stand there.
 */
export const figuresOf = (section: Section): ReadonlyArray<ReadonlyArray<string>> => {
  const lines = [section.heading, ...section.prose]
  const sentences = lines.filter((line) => !isRow(line)).join('\n')
  return [once(figuresIn(sentences)), ...lines.filter(isRow).map(figuresIn)]
}

/**
 * Gives where a section links to.
 */
export const linksOf = (section: Section): ReadonlyArray<string> =>
  [...whole(section).replace(codeSpan, '').matchAll(linkTarget)].map(([, target = '']) => target)

/**
 * Gives the marks of a section's lines, in their order: of its heading, of each row of a table, of each item of a list.
 */
export const shapeOf = ({ heading, prose }: Section): string =>
  [heading, ...prose].map((line) => /^(?:#+|\||- |\d+\. )/.exec(line)?.[0] ?? '').join('')

/**
 * Gives the sentences of a section that are not in the language of the page: of an English one those in Chinese, of a Chinese
 * one what goes on in English for eight words.
 */
export const strayIn = (language: 'en' | 'zh', section: Section): ReadonlyArray<string> =>
  told(section).match(language === 'en' ? /.*[，。；：].*/g : /(?:[A-Za-z][a-z]*[ ,\n]+){7}[A-Za-z][a-z]*/g) ?? []
