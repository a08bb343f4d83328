export * from './store-suite.js'
export * from './store-world.js'
