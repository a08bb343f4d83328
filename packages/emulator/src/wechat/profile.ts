import { listedSpellings } from '../domain/lists.js'
import { type ProfileOf, type Profiles, profileAt } from '../state/profile.js'

/**
 * The questions on which sources about WeChat differ, each with the answers the emulator can give.
 * Sections are those of docs/vendors/wechat.md.
 */
export const wechatChoices = {
  /** Lists in a `modify_domain` answer: with every action (wire, A.1.2) or with `get` only (oldest page). */
  replyLists: ['always', 'get-only'],
  /** Lists in a `modify_domain_directly` answer: the page has none, SDKs show them (A.2.1). */
  directReplyLists: ['get-only', 'always'],
  /** `webviewdomain` in a `setwebviewdomain` answer: the page has none, SDK samples show it for add (A.2.2). */
  webviewReplyList: ['get-only', 'always'],
  /** Which fields a list answer has: the six kinds with `invalid_*`, or the four kinds of the oldest page (A.1.2). */
  fields: ['six-kinds', 'four-kinds'],
  /** The code when nothing was modified: 85301–85303, only 85017, or 85017 where no domain was at fault (A.1.3). */
  nothingToChange: ['8530x', '85017', 'mixed'],
  /** A domain outside the platform's pool: named in `invalid_*` (wire, A.1.2), dropped unsaid, or 85018 (A.1.3). */
  outsidePool: ['invalid', 'silent', '85018'],
  /** `set` with `[]` (A.1.5; guess). */
  emptySet: ['clears', 'ignored'],
  /** `set` with a kind left out (A.1.5; unknown). */
  omittedKinds: ['cleared', 'untouched'],
  /** An entry that is listed in a spelling of its own: known by it, known in any, or judged by its form (A.1.5; guess). */
  listedSpelling: listedSpellings,
  /** What `modify_domain` says when the month's modifications are used up (A.1.4; not documented). */
  budgetSpent: ['86102', '45104', '45009'],
  /** `modify_domain_directly` with bad domains: one code for the call, or lists of them (A.2.1). */
  directRejects: ['codes', 'lists'],
  /** The trace at the end of a failure's errmsg (A.0). */
  errmsg: ['rid', 'hint', 'both'],
  /** Slashes in answers: `https:\/\/` as seen on the wire, or plain as printed in the pages (A.0). */
  slashes: ['escaped', 'plain'],
  /** The pool of web-view hosts, check file missing: -1 (wire) or 9410016 with the host named (A.3.2). */
  jumpMinusOne: ['yes', 'no'],
  /** Some hosts of a pool change are invalid: all refused, or the good ones taken (A.3.1; guess). */
  poolInvalid: ['refused', 'partial'],
  /** `get` of an empty pool: with errcode, or bare as once seen on the wire (A.0). */
  emptyPoolGet: ['with-errcode', 'bare'],
  /** Permission set 18 missing (A.0). */
  permissionMissing: ['61007', '48001'],
  /** A token WeChat has never seen (A.4: not latest, or malformed). */
  unknownToken: ['40001', '40014'],
  /** The limit of business domains, app and pool: today's page, an English copy, the oldest ones (A.2.2, D 18, D 19). */
  webviewLimit: ['300', '200', '100'],
  /** A `component_appid` that is not the platform's (A.5 lists both). */
  unknownComponent: ['40013', '61011'],
  /** A wrong appsecret: its own code, or the one for credentials (A.4, D 25). */
  wrongSecret: ['40125', '40001'],
  /** A token after the grace that follows a newer one: not latest, or expired (A.4; guess). */
  supersededToken: ['40001', '42001'],
  /** The refresh token in the answer to a refresh (A.5; not documented). */
  refreshToken: ['same', 'new'],
  /** The row of a merchant who authorises again, until the code is exchanged: with the new token, or none (A.5; guess). */
  reauthorised: ['listed', 'unlisted'],
} as const

/** One answer to every question on which sources about WeChat differ. */
export type WechatProfile = ProfileOf<typeof wechatChoices>

const standard = profileAt(wechatChoices, 0)

/** Ready-made profiles of WeChat: today's readings, the oldest pages' readings, and the other reading of each question. */
export const wechatProfiles: Profiles<WechatProfile> = {
  default: standard,
  legacy: {
    ...standard,
    replyLists: 'get-only',
    fields: 'four-kinds',
    nothingToChange: '85017',
    outsidePool: '85018',
    errmsg: 'hint',
    slashes: 'plain',
    webviewLimit: '100',
  },
  contrary: { ...profileAt(wechatChoices, 1), fields: 'six-kinds', nothingToChange: 'mixed', errmsg: 'both' },
}
