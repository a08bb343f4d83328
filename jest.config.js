const { availableParallelism } = require('node:os')
const { left, setSizes } = require('./test/proofs.cjs')

setSizes()

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@mini-domains/source', 'node', 'node-addons'] },
  roots: ['<rootDir>/packages', '<rootDir>/examples', '<rootDir>/test'],
  testMatch: ['**/test/**/*.test.ts'],
  resolver: '<rootDir>/test/resolver.cjs',
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.jest.json' }] },
  globalSetup: '<rootDir>/test/announce.cjs',
  globalTeardown: '<rootDir>/test/leave-nothing.cjs',
  testSequencer: '<rootDir>/test/longest-first.cjs',
  testPathIgnorePatterns: ['/node_modules/', ...left()],
  modulePathIgnorePatterns: ['/dist/'],
  // Generous, since many tests talk to real servers and processes on machines that may be busy; none sleeps for it.
  testTimeout: 30_000,
  // Jest leaves a core free of its own accord, which on two is half of the machine; and many tests wait, for a process or a
  // deadline, while another could run.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
}
