export { type Refusal } from './announcement.js'
export { type Identity, type QueuePlace } from './queue-place.js'
export * from './feed.js'
export * from './work.js'
