import { type Bilingual } from '@mini-domains/core'
import { type Store, bilingual, messageOf } from '@mini-domains/core/adapter'
import * as E from 'fp-ts/lib/Either.js'
import { type ListAddress, addressName } from '../lists/list-address.js'
import { inputLine } from '../plan/list-plan.js'
import { type PlanBlocked } from '../plan/plan-line.js'
import { type KeptChange, journalOf } from '../state/kept-change.js'
import { type KeptEffect, effectOf } from './list-before.js'

/**
 * A list that a run changed, and its changes in the order in which they were made.
 */
export interface RunLists {
  readonly address: ListAddress
  readonly changes: ReadonlyArray<KeptEffect>
}

/**
 * The lists of one app that a run changed.
 */
export interface RunApp {
  readonly lists: ReadonlyArray<RunLists>
}

interface Journal {
  readonly store: Pick<Store, 'entries'>
  readonly plan: string
  readonly run: string
}

const mayHaveWritten = ({ status, note }: KeptChange): boolean => {
  switch (status) {
    case 'done':
    case 'partial':
    case 'begun':
      return true
    case 'stale':
      // A write was begun and its end not seen; the list was found to be neither as before nor as planned.
      return note !== undefined && effectOf(note) !== undefined
    case 'already':
    case 'failed':
      return false
  }
}

const unknown = (run: string, line: string, why: Bilingual): PlanBlocked =>
  inputLine(
    { vendor: '', app: `${run}:${line}`, list: 'server' },
    `${run}:${line}:1: ${why.en}`,
    `${run}:${line}:1：${why.zh}`,
  )

const notKept = bilingual('the run did not keep what this change did', '该次运行没有保存此项变更的内容')

/** The changes of a run that may have written something; or what cannot be told of one. */
async function* writtenBy({ store, plan, run }: Journal): AsyncGenerator<E.Either<PlanBlocked, RunLists>> {
  for await (const change of journalOf(store, plan)) {
    if (E.isLeft(change)) yield E.left(unknown(run, '0', messageOf(change.left)))
    else if (mayHaveWritten(change.right)) {
      const { n, note } = change.right
      const effect = note === undefined ? undefined : effectOf(note)
      yield note === undefined || effect === undefined
        ? E.left(unknown(run, String(n + 1), notKept))
        : E.right({ address: note.address, changes: [effect] })
    }
  }
}

/**
 * Gives the lists of pools that a run changed, those that it changed twice with both changes. What cannot be told is left to `runApps`.
 */
export const runPools = async (journal: Journal): Promise<ReadonlyArray<RunLists>> => {
  const pools = new Map<string, RunLists>()
  for await (const one of writtenBy(journal)) {
    if (E.isLeft(one) || one.right.address.app !== undefined) continue
    const { address, changes } = one.right
    const key = addressName(address)
    pools.set(key, { address, changes: [...(pools.get(key)?.changes ?? []), ...changes] })
  }
  return [...pools.values()]
}

/**
 * Gives the apps that a run changed and that are selected, in the order of its plan, and what cannot be told of a change.
 */
export async function* runApps(
  journal: Journal,
  selects: (address: ListAddress) => boolean,
): AsyncGenerator<E.Either<PlanBlocked, RunApp>> {
  let lists: ReadonlyArray<RunLists> = []
  for await (const one of writtenBy(journal)) {
    if (E.isLeft(one)) {
      yield one
      continue
    }
    const { app, vendor } = one.right.address
    if (app === undefined || !selects(one.right.address)) continue
    const last = lists.at(-1)?.address
    if (last !== undefined && (last.app !== app || last.vendor !== vendor)) {
      yield E.right({ lists })
      lists = []
    }
    lists = [...lists, one.right]
  }
  if (lists.length > 0) yield E.right({ lists })
}
