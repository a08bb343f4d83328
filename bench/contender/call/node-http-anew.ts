import { Agent } from 'node:http'
import { type Contender } from '../../contender.js'
import { posting } from './node-http.js'

/**
 * `node:http` with a connection for each call.
 */
export const open = (origin: string): Contender => posting(origin, new Agent({ keepAlive: false }))
