import * as t from 'io-ts'
import { appIdOf } from '../token/sealed-tokens.js'

const over = (scheme: string, count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => `${scheme}://host${index}.example.com`)

/**
 * What every app is to list: twenty server domains over four kinds, and twenty webview domains.
 */
export const wanted = {
  server: { request: over('https', 8), socket: over('wss', 4), upload: over('https', 4), download: over('https', 4) },
  webview: { webview: over('https', 20) },
}

const texts = {
  whole: JSON.stringify({ ...wanted.server, udp: [], tcp: [] }),
  lacking: JSON.stringify({ ...wanted.server, request: over('https', 7), udp: [], tcp: [] }),
  webview: JSON.stringify(wanted.webview),
}

/**
 * Which apps lack a domain, by their numbers.
 */
export type Lacks = (number: number) => boolean

/**
 * One app in a hundred lacks a domain.
 */
export const few: Lacks = (number) => number % 100 === 0

/**
 * Every app lacks a domain.
 */
export const every: Lacks = () => true

const numberOf = (appId: string): number => Number.parseInt(appId.slice(2), 16)

/**
 * The two replies of an app, as texts: its server domains, its webview domains.
 */
export const repliesOf = (appId: string, lacks: Lacks): { readonly server: string; readonly webview: string } => ({
  server: lacks(numberOf(appId)) ? texts.lacking : texts.whole,
  webview: texts.webview,
})

const Listed = t.readonly(t.record(t.string, t.readonlyArray(t.string)))

/**
 * Domains by their kinds.
 */
export type Listed = t.TypeOf<typeof Listed>

/**
 * Reads a reply: JSON, and a look at its shape.
 */
export const listedIn = (text: string): Listed => {
  const parsed: unknown = JSON.parse(text)
  if (!Listed.is(parsed)) throw new Error('a reply is of another shape')
  return parsed
}

/**
 * The line of an app in the file of apps.
 */
export const appLine = (number: number): string => `{"id":"${appIdOf(number)}"}`
