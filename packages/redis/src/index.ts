export * from './redis-store.js'
export { type RedisClient } from './connection/connection.js'
export * from './rate/rate-limiter.js'
