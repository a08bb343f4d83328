import { listedSpellings } from '../domain/lists.js'
import { type ProfileOf, type Profiles, profileAt } from '../state/profile.js'

/**
 * The questions on which sources about Huawei differ or are silent, each with the answers the emulator can give.
 * Sections are those of docs/vendors/huawei.md.
 */
export const huaweiChoices = {
  /** A bad domain among good ones: it comes back and the others are taken, or 205980188 for the whole call (C.7.2, D 48). */
  badDomains: ['dropped', 'refused'],
  /** `domains` in the reply to a write: those that were refused, or all that were sent (C.7.1). */
  writeReply: ['refused', 'all'],
  /** `modifyCounts` in the reply to a write of an app's list: told, or left out (C.7.1). */
  writeCounts: ['told', 'left-out'],
  /** `domains` in the reply to a read of an empty list: an empty array, or left out (C.7.1). */
  emptyList: ['array', 'left-out'],
  /** What `modifyCounts` and the month's modifications are counted by: the app, or each category (C.7.4). */
  countedBy: ['app', 'category'],
  /** A write that changes nothing: counted, or free (C.7.2). */
  unchanged: ['counted', 'free'],
  /** What an entry of the pool covers: hosts below it too, or itself alone (C.7.2). */
  poolMatch: ['subdomain', 'exact'],
  /** The code of a domain that the pool does not cover (C.7.2). */
  outsidePool: ['205980186', '205980185'],
  /** The HTTP status of a refusal by the endpoint (C.7.0). */
  refusalStatus: ['200', '400'],
  /** A port: 205980181, or taken as in the examples (D 46). */
  ports: ['refused', 'allowed'],
  /** An entry that is listed in a spelling of its own and sent again: known by it, known in any, or judged by its form (guess). */
  listedSpelling: listedSpellings,
} as const

/** One answer to every question on which sources about Huawei differ. */
export type HuaweiProfile = ProfileOf<typeof huaweiChoices>

const standard = profileAt(huaweiChoices, 0)

/**
 * Ready-made profiles of Huawei: the pages' readings, one that says as little as the pages allow, and the other reading of each question.
 */
export const huaweiProfiles: Profiles<HuaweiProfile> = {
  default: standard,
  legacy: { ...standard, writeCounts: 'left-out', emptyList: 'left-out', writeReply: 'all' },
  contrary: profileAt(huaweiChoices, 1),
}
