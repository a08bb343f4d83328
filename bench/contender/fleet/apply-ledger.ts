import { fileLedger } from '@mini-domains/fleet'
import { type Contender } from '../../contender.js'
import { applying } from './apply.js'

/**
 * An apply that counts the month's modifications in a file.
 */
export const open = (folder: string): Contender => applying(folder, (file) => ({ ledger: fileLedger(file) }))
