import { sqliteStore } from '@mini-domains/sqlite'
import { join } from 'node:path'
import { type Contender } from '../../contender.js'
import { fill, firstTokens } from './first-token.js'
import { rightOf } from '../provider.js'
import { scratch } from '../scratch.js'

/**
 * The first look-up of a token, out of an SQLite file.
 */
export const open = (): Contender =>
  firstTokens(async (records) => fill(rightOf(await sqliteStore({ file: join(scratch(), 'tokens.db') })()), records))
