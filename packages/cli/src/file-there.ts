import { access } from 'node:fs/promises'

/**
 * Says whether a file is there.
 */
export const isThere = async (path: string): Promise<boolean> => {
  try {
    await access(path)
    return true
  } catch {
    return false
  }
}
