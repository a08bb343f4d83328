import { hexDigits } from '../random.js'
import type { Vendor } from './desk.js'

/** Ten years, in seconds: the life of a refresh token (docs/vendors/baidu.md B.3). */
export const refreshLife = 315_360_000

/** Makes a token as Baidu's look: prefix, digest, lifetime, expiry and client id, with dots between (B.3). */
export const newToken = ({ memory, random }: Vendor, prefix: '42' | '45' | '46', life: number, at: number): string =>
  `${prefix}.${hexDigits(random, 32)}.${life}.${Math.floor(at / 1000) + life}.${memory.world.platform.clientId}`
