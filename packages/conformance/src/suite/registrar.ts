/**
 * The functions of a test runner that the suite registers its tests with. Those of jest and vitest fit as they are; of
 * node:test, `before` and `after` go under the names `beforeAll` and `afterAll`.
 */
export interface Registrar {
  readonly describe: (name: string, body: () => void) => void
  readonly it: (name: string, body: () => Promise<void>, timeoutMs?: number) => void
  readonly beforeAll: (body: () => Promise<void>, timeoutMs?: number) => void
  readonly afterAll: (body: () => Promise<void>, timeoutMs?: number) => void
}
