import { patched } from './patch.js'

/** A list of domains in the four states it can be in at once. */
export interface Layers<L> {
  /** Written through the platform; not live before a release. */
  readonly configured: L
  /** Written without the platform's pool (WeChat's `_directly` endpoints). */
  readonly direct: L
  /** Written by the merchant in the vendor's console. */
  readonly console: L
  /** Live for users. */
  readonly effective: L
}

/** The file a vendor asks for at a domain's root. */
export interface ConfirmFile {
  readonly name: string
  readonly content: string
}

/** The layers of lists by kind with a patch over them: a list in the patch replaces the list of its kind. */
export const patchedLayers = <L extends object>(
  base: Layers<L>,
  patch: { readonly [K in keyof Layers<L>]?: Partial<L> } = {},
): Layers<L> => ({
  configured: patched(base.configured, patch.configured),
  direct: patched(base.direct, patch.direct),
  console: patched(base.console, patch.console),
  effective: patched(base.effective, patch.effective),
})
