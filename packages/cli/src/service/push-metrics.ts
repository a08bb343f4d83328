import type { DomainError } from '@mini-domains/core'
import type { PushRefusal, PushedEvent } from '@mini-domains/core/adapter'
import { Counter, Registry, collectDefaultMetrics } from 'prom-client'
import type { ServiceState } from './endpoints.js'

/**
 * Counts what a listener does. No label names an app, a merchant or a host.
 */
export interface PushMetrics {
  readonly taken: (event: PushedEvent, vendor: string) => void
  readonly refused: (refusal: PushRefusal) => void
  readonly failed: (error: DomainError, givenUp: boolean) => void
  readonly called: () => void
  readonly shown: ServiceState['metrics']
}

/**
 * Starts counting from nothing, with what Prometheus expects to know of a process of Node.
 */
export const pushMetrics = (): PushMetrics => {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const taken = new Counter({
    name: 'mini_domains_pushes_total',
    help: 'Pushes of vendors that were taken and stored.',
    labelNames: ['vendor', 'push'] as const,
    registers,
  })
  const refused = new Counter({
    name: 'mini_domains_push_refusals_total',
    help: 'Pushes that were not taken: forgeries, or a wrong configuration.',
    labelNames: ['reason'] as const,
    registers,
  })
  const failed = new Counter({
    name: 'mini_domains_push_errors_total',
    help: 'Tries to store a push that failed; given_up tells those after which it was let go.',
    labelNames: ['error', 'given_up'] as const,
    registers,
  })
  const called = new Counter({
    name: 'mini_domains_vendor_calls_total',
    help: 'Calls to vendors that came back, with whatever reply.',
    registers,
  })
  return {
    taken: ({ _tag }, vendor) => taken.inc({ vendor, push: _tag }),
    refused: ({ reason }) => refused.inc({ reason }),
    failed: ({ _tag }, givenUp) => failed.inc({ error: _tag, given_up: String(givenUp) }),
    called: () => called.inc(),
    shown: async () => ({ contentType: register.contentType, text: await register.metrics() }),
  }
}
