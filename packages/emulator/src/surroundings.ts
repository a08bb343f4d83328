/** What a vendor finds out there: filings, check files, callers' addresses. */
export interface Surroundings {
  /** Hosts (with all below them) without ICP filing. */
  readonly icpMissing: ReadonlyArray<string>
  /** Hosts at whose root the check file cannot be fetched. */
  readonly confirmFileMissing: ReadonlyArray<string>
  /** Caller addresses let in; empty lets in everyone. */
  readonly ipAllowlist: ReadonlyArray<string>
}

/** Every host filed, every check file in its place, every caller let in. */
export const goodSurroundings: Surroundings = { icpMissing: [], confirmFileMissing: [], ipAllowlist: [] }

/** The surroundings with a patch over them. */
export const patchedSurroundings = (base: Surroundings, patch: Partial<Surroundings>): Surroundings => ({
  icpMissing: patch.icpMissing ?? base.icpMissing,
  confirmFileMissing: patch.confirmFileMissing ?? base.confirmFileMissing,
  ipAllowlist: patch.ipAllowlist ?? base.ipAllowlist,
})
