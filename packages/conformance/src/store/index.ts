export * from './store-suite.js'
export * from './world.js'
