/** A value of which any part may be left out. Lists are given whole: a list in a patch replaces the list. */
export type Patch<T> =
  T extends ReadonlyArray<unknown> ? T : T extends object ? { readonly [K in keyof T]?: Patch<T[K]> } : T

/** The record with the fields of the patch put over it, one level deep. */
export const patched = <T extends object>(base: T, patch: Partial<T> | undefined): T => ({ ...base, ...patch })
