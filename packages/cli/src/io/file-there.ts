import { access } from 'node:fs/promises'
import { systemCode } from '../output/thrown.js'

/**
 * Says whether a file is there. One that cannot be looked at, in a folder that is closed, say, is taken for there: whoever opens it
 * is told why that cannot be.
 */
export const isThere = async (path: string): Promise<boolean> => {
  try {
    await access(path)
    return true
  } catch (error) {
    return !['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')
  }
}
