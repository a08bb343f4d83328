import * as E from 'fp-ts/lib/Either.js'
import { type DomainError, type WebviewKind } from '../../src/index.js'
import { cancelled, spentNothing } from '../../src/adapter.js'
import { type Before, type KnownList, type Turn, changeQueue } from '../../src/change/change-queue.js'
import { type Outcome } from '../../src/change/outcome.js'

const where = { vendor: 'memory', operation: 'app.webview.add', subject: 'app wx1' }

const known = (by: KnownList<WebviewKind>['by'], ...webview: ReadonlyArray<string>): KnownList<WebviewKind> => ({
  listed: { domains: { webview } },
  by,
})

const outcome: Outcome<WebviewKind> = { change: 'add', items: [], before: { domains: {} }, ...spentNothing }

const failed = (error: DomainError = cancelled(where, false)): Turn<WebviewKind> => ({
  result: E.left(error),
  known: undefined,
})

const door = () => {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open: () => open(), opened }
}

describe('changes of one list', () => {
  test('run one at a time, in the order of asking', async () => {
    const queue = changeQueue<WebviewKind>()
    const seen: Array<string> = []
    const first = door()
    const change = (name: string, until: Promise<void>) => async () => {
      seen.push(`${name} starts`)
      await until
      seen.push(`${name} ends`)
      return failed()
    }
    const all = [
      queue('list', change('first', first.opened)),
      queue('list', change('second', Promise.resolve())),
      queue('other', change('beside', Promise.resolve())),
    ]
    await all[2]
    expect(seen).toEqual(['first starts', 'beside starts', 'beside ends'])
    first.open()
    await Promise.all(all)
    expect(seen.slice(3)).toEqual(['first ends', 'second starts', 'second ends'])
  })

  test('go on after one that broke its word and threw, with nothing known', async () => {
    const queue = changeQueue<WebviewKind>()
    const found: Array<Before<WebviewKind>> = []
    const broken = queue('list', () => Promise.reject(new Error('thrown')))
    const next = queue('list', (before) => {
      found.push(before)
      return Promise.resolve(failed())
    })
    await expect(broken).rejects.toThrow('thrown')
    expect(E.isLeft(await next)).toBe(true)
    expect(found).toEqual([{ known: undefined }])
  })
})

describe('what a change leaves known', () => {
  const asked = () => {
    const queue = changeQueue<WebviewKind>()
    const found: Array<Before<WebviewKind>> = []
    const ask = (left: KnownList<WebviewKind> | undefined, list = 'list') =>
      queue(list, (before) => {
        found.push(before)
        return Promise.resolve({ result: E.right(outcome), known: left })
      })
    return { ask, found }
  }

  test('is handed to the one that waits behind it, and to no other list', async () => {
    const { ask, found } = asked()
    const left = known('vendor', 'https://a.example.com')
    await Promise.all([ask(left), ask(undefined), ask(undefined), ask(left, 'other')])
    expect(found).toHaveLength(4)
    expect(found.filter((before) => before === 'nothing')).toHaveLength(2)
    expect(found).toContainEqual({ known: left })
    expect(found.at(-1)).toEqual({ known: undefined })
  })

  test('is forgotten by the time whoever asked for it goes on', async () => {
    const { ask, found } = asked()
    await ask(known('vendor'))
    await ask(undefined)
    expect(found).toEqual(['nothing', 'nothing'])
  })
})
