import type { Bilingual } from '@mini-domains/core'
import { type Verdict, statusVerdict } from './form.js'

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const codeIn = (body: string, key: string): number | undefined => {
  const reply = parsed(body)
  if (typeof reply !== 'object' || reply === null) return undefined
  const code = new Map<string, unknown>(Object.entries(reply)).get(key)
  return typeof code === 'number' ? code : undefined
}

/**
 * What a robot's codes mean: those after which it is worth trying again, and what to do about some others.
 */
export interface Codes {
  readonly key: 'errcode' | 'code'
  readonly busy: ReadonlyArray<number>
  readonly hints: Readonly<Record<number, Bilingual>>
}

/**
 * Reads the reply of a robot: only its code 0 says that the message was taken. A reply without a code is no success.
 */
export const codeVerdict =
  ({ key, busy, hints }: Codes) =>
  (status: number, body: string): Verdict => {
    const code = codeIn(body, key)
    const byStatus = statusVerdict(status)
    if (code === undefined) return byStatus._tag === 'Taken' ? { _tag: 'Refused' } : byStatus
    if (code === 0 && byStatus._tag === 'Taken') return byStatus
    const hint = hints[code]
    const isBusy = busy.includes(code) || byStatus._tag === 'Busy'
    return { _tag: isBusy ? 'Busy' : 'Refused', code, ...(hint === undefined ? {} : { hint }) }
  }
