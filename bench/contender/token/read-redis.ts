import { Redis } from 'ioredis'
import { type Contender } from '../../contender.js'
import { readingRecords } from './read-record.js'

/**
 * Reading a record by a bare `GET` of Redis.
 */
export const open = (url: string): Contender =>
  readingRecords(async (texts) => {
    const redis = new Redis(url)
    for (const [name, text] of texts) await redis.set(`bare/${name}`, text)
    return (name) => redis.get(`bare/${name}`)
  })
