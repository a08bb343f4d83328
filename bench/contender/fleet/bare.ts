import * as t from 'io-ts'
import { type Contender } from '../../contender.js'
import { appLine, few, listedIn, repliesOf, wanted } from './replies.js'

const Row = t.type({ id: t.string })

const goals = [new Map(Object.entries(wanted.server)), new Map(Object.entries(wanted.webview))].map(
  (lists) => new Map([...lists].map(([kind, domains]) => [kind, new Set(domains)])),
)

const isSame = (goal: ReadonlyMap<string, ReadonlySet<string>>, reply: string): boolean => {
  const listed = listedIn(reply)
  return [...goal].every(([kind, domains]) => {
    const there = listed[kind] ?? []
    return there.length === domains.size && there.every((domain) => domains.has(domain))
  })
}

const differs = (line: string): boolean => {
  const row: unknown = JSON.parse(line)
  if (!Row.is(row)) throw new Error('a row is of another shape')
  const { server, webview } = repliesOf(row.id, few)
  return ![server, webview].every((reply, index) => isSame(goals[index] ?? new Map(), reply))
}

/**
 * For each app its row and both its replies: `JSON.parse`, and a comparison by `Set`. The least that a plan takes.
 */
export const open = (): Contender => ({
  run: ({ calls }) => {
    let differing = 0
    for (let number = 0; number < calls; number += 1) if (differs(appLine(number))) differing += 1
    const failed = Math.abs(Math.ceil(calls / 100) - differing)
    return Promise.resolve({ failed, failure: 'other apps differ' })
  },
})
