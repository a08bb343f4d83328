export * from './redis-store.js'
export { type RedisClient } from './connection/connection.js'
export * from './rate/rate-limiter.js'
export { isAway } from './store-failure.js'
