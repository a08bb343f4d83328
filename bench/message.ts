import * as t from 'io-ts'

/**
 * What a client is asked to do: so many calls, so many of them under way at once.
 */
export const Job = t.readonly(t.type({ calls: t.number, lanes: t.number }), 'a job')

/**
 * What a client is asked to do.
 */
export type Job = t.TypeOf<typeof Job>

/**
 * What a job took of the client's process.
 */
export const Spent = t.readonly(
  t.type({
    calls: t.number,
    /** User and system time of the whole process, as the operating system counts it. */
    cpuMicros: t.number,
    wallMicros: t.number,
    failed: t.number,
    /** The first failure, in words. */
    failure: t.string,
    /** How far the resident memory rose above where it was at the beginning. */
    grownBytes: t.number,
    /** How far what lives on the heap rose above that, seen after collections; 0 where the process may not collect. */
    liveBytes: t.number,
    /** What the contender counted itself, by name. */
    found: t.readonly(t.record(t.string, t.number)),
  }),
  'what a job took',
)

/**
 * What a job took of the client's process.
 */
export type Spent = t.TypeOf<typeof Spent>

/**
 * Where the server listens.
 */
export const Listening = t.readonly(t.type({ port: t.number }), 'where the server listens')

/**
 * A client is there and may be given jobs.
 */
export const Ready = t.readonly(t.type({ ready: t.literal(true) }), 'a client that is ready')
