import type { Bilingual } from '@mini-domains/core'
import type { Language } from '@mini-domains/core/adapter'
import type { EventBody } from './event.js'
import { paragraph } from './paragraph.js'
import { type Paint, jsonText, paintOf, terminalText } from './terminal-text.js'
import { type Io, type Output, roomAt } from '../io/io.js'

/**
 * How a command speaks: lines for people, or events for programs. Never both.
 */
export interface Reporter {
  readonly language: Language
  readonly isJson: boolean
  readonly isQuiet: boolean
  readonly paint: Paint
  /** How wide the terminal is that lines for people are shown at; `undefined` where they are not shown at one. */
  readonly columns: number | undefined
  /** In this language. */
  readonly say: (text: Bilingual) => string
  /**
   * To standard output, for people: one line, which a terminal shows in as many as it needs. What is no layout of ours, a line break too, is
   * spelled out.
   */
  readonly line: (text: string) => void
  /** Lines that are laid out already, such as those of a table, or that are to be copied: none is broken. */
  readonly lines: (texts: ReadonlyArray<string>) => void
  /** To standard error, for people: what is good to know and no result. */
  readonly note: (text: string) => void
  /** To standard error, for people: what went wrong. */
  readonly error: (text: string) => void
  /** To standard output, for programs. */
  readonly event: (event: EventBody) => void
}

const silent = (): void => undefined

/**
 * Makes the reporter of a command.
 */
export const reporterOf = (
  io: Io,
  of: { readonly language: Language; readonly isJson: boolean; readonly isQuiet: boolean },
): Reporter => {
  const { output, errors } = io
  const paint = paintOf(io)
  const isStyled = paint.red('') !== ''
  const write = (sink: Output, text: string): void => sink.write(`${terminalText(text, isStyled)}\n`)
  const wrap = (sink: Output) => (text: string) => {
    for (const line of paragraph(text, roomAt(sink))) write(sink, line)
  }
  return {
    ...of,
    paint,
    columns: roomAt(output),
    say: (text) => text[of.language],
    line: of.isJson ? silent : wrap(output),
    lines: of.isJson ? silent : (texts) => texts.forEach((text) => write(output, text)),
    note: of.isJson || of.isQuiet ? silent : wrap(errors),
    error: of.isJson ? silent : wrap(errors),
    event: of.isJson ? (event) => output.write(`${jsonText({ format: 1, ...event })}\n`) : silent,
  }
}
