import * as t from 'io-ts'
import { Vendor } from '../exchange-under-test.js'
import { Place } from './place.js'

const steps = { leased: null, intended: null, called: null, saved: null, recovering: null, lost: null }

const Order = t.intersection([
  t.type({
    vendor: Vendor,
    baseUrl: t.string,
    place: Place,
    key: t.string,
    appIds: t.array(t.string),
    callers: t.number,
    leaseMs: t.number,
    waitMs: t.number,
  }),
  t.partial({ dieAt: t.keyof(steps), dieAtCount: t.number, everStale: t.boolean, saveMs: t.number }),
])

const Report = t.type({ got: t.record(t.string, t.string), failed: t.array(t.string) })

/**
 * What a child process is told to do.
 */
export type Order = t.TypeOf<typeof Order>

/**
 * What it came to.
 */
export type Report = t.TypeOf<typeof Report>

/**
 * Tells an order from anything else.
 */
export const isOrder = Order.is

/**
 * Tells a report from anything else.
 */
export const isReport = Report.is
