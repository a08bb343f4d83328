import { listedSpellings } from '../domain/lists.js'
import { type ProfileOf, type Profiles, profileAt } from '../state/profile.js'

/**
 * The questions on which sources about Douyin differ or are silent, each with the answers the emulator can give. Sections are those
 * of docs/vendors/douyin.md; all are guesses but for what they say.
 */
export const douyinChoices = {
  /** An empty array in a `set`: as if it were left out, or it clears the kind (C.1.2). */
  emptySet: ['ignored', 'clears'],
  /** A `set` with a kind left out (C.1.2). */
  setOmitted: ['untouched', 'cleared'],
  /** An `add` of what is all listed already: 40026, as one client has it, or a success (C.1.2, D 43). */
  unchanged: ['40026', 'success'],
  /** A `delete` of which one domain is not there: nothing is deleted, or the rest is; 40028 comes in both cases (C.1.2). */
  deleteAbsent: ['nothing', 'rest'],
  /** The 20 of 40024: of each kind, or of all together (C.1.4). */
  limitScope: ['each-kind', 'all-kinds'],
  /** An app's server domain must lie in the console's list of any kind, or of its own (C.1.2). */
  poolMatch: ['any-kind', 'same-kind'],
  /** A list with nothing in it in the reply to `get`: an empty array, or no field (C.1.1). */
  emptyList: ['array', 'absent'],
  /** A bad token: the general codes of the host, or those of the pages of v1 (C.1.3). */
  tokenCodes: ['general', 'v1'],
  /** An entry that is listed in a spelling of its own: known by it, known in any, or judged by its form. */
  listedSpelling: listedSpellings,
  /** `errno` of a refused component token: a text by the table of the page, a number in v1 (C.1.0). */
  errno: ['text', 'number'],
  /** An authorisation code that is none: 40001, or the code for a refresh token (C.1.3). */
  wrongCode: ['40001', '40021'],
  /** A refresh token that is used up or none: the code of v1, or that of a wrong parameter (C.1.3). */
  usedRefreshToken: ['40021', '40001'],
  /** CreateTime of a pushed ticket: a date on the page, a number in a client (D 45). */
  createTime: ['date', 'number'],
} as const

/** One answer to every question on which sources about Douyin differ. */
export type DouyinProfile = ProfileOf<typeof douyinChoices>

const standard = profileAt(douyinChoices, 0)

/** Ready-made profiles of Douyin: the pages' readings, those of v1 where it differs, and the other reading of each question. */
export const douyinProfiles: Profiles<DouyinProfile> = {
  default: standard,
  legacy: { ...standard, tokenCodes: 'v1', errno: 'number' },
  contrary: profileAt(douyinChoices, 1),
}
