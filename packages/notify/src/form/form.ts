import type { Bilingual } from '@mini-domains/core'
import type { Language } from '@mini-domains/core/adapter'
import type { SentNotice } from '../notice.js'

/**
 * The forms of message: a signed webhook for programs, and the group robots of 企业微信, 钉钉, 飞书 and Slack.
 */
export const formNames = ['webhook', 'wecom', 'dingtalk', 'feishu', 'slack'] as const

/**
 * The name of a form of message.
 */
export type FormName = (typeof formNames)[number]

/**
 * A target whose address and secret can be right.
 */
export interface CheckedTarget {
  readonly to: FormName
  readonly url: URL
  readonly secret: string | undefined
  readonly lang: Language
}

/**
 * A POST that is ready to be sent.
 */
export interface Posting {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * What a receiver made of a message: taken, or why not. `busy` is worth another try.
 */
export type Verdict =
  { readonly _tag: 'Taken' } | { readonly _tag: 'Busy' | 'Refused'; readonly code?: number; readonly hint?: Bilingual }

/**
 * How one sort of receiver wants its messages (docs/notifications.md).
 */
export interface Form {
  /** The POST of a notice at a moment: what is signed names the moment of the try, not that of the notice. */
  readonly post: (target: CheckedTarget, notice: SentNotice, now: number) => Posting
  /** Reads a reply. Robots say with status 200 that they took nothing. */
  readonly read: (status: number, body: string) => Verdict
}

/**
 * What a status alone says.
 */
export const statusVerdict = (status: number): Verdict => {
  if (status >= 200 && status < 300) return { _tag: 'Taken' }
  return { _tag: status === 429 || status >= 500 ? 'Busy' : 'Refused' }
}

/**
 * A POST of JSON.
 */
export const jsonPosting = (url: URL, body: unknown, headers: Readonly<Record<string, string>> = {}): Posting => ({
  url,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
})
