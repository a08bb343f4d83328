const isSecretLike = (text: string): boolean =>
  text.includes('@@@') ||
  (text.match(/[A-Za-z0-9+/=_]{20,}/g) ?? []).some(
    (run) => /[A-Za-z]/.test(run) && (run.match(/[0-9]/g) ?? []).length >= 4,
  )

/**
 * A name that somebody typed, as it may be shown: what looks like a secret or a token, put where a name belongs, becomes `…`.
 */
export const shownName = (name: string): string => (isSecretLike(name) ? '…' : name)
