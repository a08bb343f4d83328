import { listedSpellings } from '../domain/lists.js'
import { type ProfileOf, type Profiles, profileAt } from '../state/profile.js'

/**
 * The questions on which sources about Baidu differ or are silent, each with the answers the emulator can give.
 * Sections are those of docs/vendors/baidu.md.
 */
export const baiduChoices = {
  /** Pool endpoints: 50040/50041 as in the pages, 50042/50043 as in the vendor's own Java enum (B.1.3, D 5). */
  tpCodes: ['doc', 'enum'],
  /** `set` with a kind left out (B.1.3; not documented). */
  setOmitted: ['untouched', 'cleared'],
  /** `set` with an empty string: 470015, or it clears the kind (B.1.3; guess). */
  emptySet: ['470015', 'clears'],
  /** The HTTP status of the gateway's error envelope (B.0; unknown). */
  gatewayStatus: ['200', '401'],
  /** Schemes taken: https and wss by kind (the console rule, B.1.4), or http, https and wss anywhere (470014's text). */
  schemes: ['console', 'any'],
  /** An app's server domain must lie in the pool of any kind, or in that of its own kind (B.1.3 does not say; guess). */
  poolMatch: ['any-kind', 'same-kind'],
  /** An entry that is listed in a spelling of its own: known by it, known in any, or judged by its form (B.1.4; guess). */
  listedSpelling: listedSpellings,
  /** The gateway's `error_code`: a number, or the digits in quotes (B.0.1). */
  gatewayCode: ['number', 'text'],
  /** Answers with request_id and timestamp as the vendor's Java SDK reads them, or bare as in the pages (B.0.1). */
  envelope: ['traced', 'bare'],
  /** A bad token at createpreauthcode: the gateway's envelope, which the vendor's SDKs read, or the page's oauth one (B.3, D 9). */
  preAuthErrors: ['gateway', 'oauth'],
  /** A pool endpoint without `action`: the lists are added, or the call is refused (B.2.1, D 37; unverified). */
  poolWithoutAction: ['added', 'refused'],
  /** CreateTime of a pushed ticket: a number in the copy of 2020, a string in that of 2018 (B.3, D 10). */
  createTime: ['number', 'string'],
  /** A refresh token that was used already: the row that says so, or the one for whatever is not good (B.0.2). */
  usedRefreshToken: ['expired_token', 'invalid_grant'],
  /** The HTTP status of the oauth envelope (B.0.2). */
  grantStatus: ['400', '200'],
} as const

/** One answer to every question on which sources about Baidu differ. */
export type BaiduProfile = ProfileOf<typeof baiduChoices>

const standard = profileAt(baiduChoices, 0)

/** Ready-made profiles of Baidu: the pages' readings, the oldest page's, and the other reading of each question. */
export const baiduProfiles: Profiles<BaiduProfile> = {
  default: standard,
  legacy: { ...standard, schemes: 'any', envelope: 'bare', createTime: 'string' },
  contrary: profileAt(baiduChoices, 1),
}
