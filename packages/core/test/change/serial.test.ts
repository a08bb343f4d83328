import * as TE from 'fp-ts/lib/TaskEither.js'
import { serially } from '../../src/change/serial.js'

const door = () => {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open: () => open(), opened }
}

describe('tasks of one key', () => {
  test('run one at a time, in the order of asking', async () => {
    const run = serially()
    const seen: Array<string> = []
    const first = door()
    const task = (name: string, until: Promise<void>): TE.TaskEither<never, string> =>
      TE.fromTask(async () => {
        seen.push(`${name} starts`)
        await until
        seen.push(`${name} ends`)
        return name
      })
    const all = [
      run('key', task('first', first.opened))(),
      run('key', task('second', Promise.resolve()))(),
      run('other', task('beside', Promise.resolve()))(),
    ]
    await all[2]
    expect(seen).toEqual(['first starts', 'beside starts', 'beside ends'])
    first.open()
    await Promise.all(all)
    expect(seen.slice(3)).toEqual(['first ends', 'second starts', 'second ends'])
  })

  test('go on after one that failed', async () => {
    const run = serially()
    const answers = await Promise.all([run('key', TE.left('no'))(), run('key', TE.right('yes'))()])
    expect(answers).toEqual([
      { _tag: 'Left', left: 'no' },
      { _tag: 'Right', right: 'yes' },
    ])
  })

  test('go on after one that broke its word and threw', async () => {
    const run = serially()
    const broken = run('key', () => Promise.reject(new Error('thrown')))()
    const next = run('key', TE.right('yes'))()
    await expect(broken).rejects.toThrow('thrown')
    await expect(next).resolves.toEqual({ _tag: 'Right', right: 'yes' })
  })

  test('do not start before they are run', async () => {
    let started = 0
    const task = serially()('key', () => {
      started += 1
      return Promise.resolve({ _tag: 'Right' as const, right: started })
    })
    expect(started).toBe(0)
    await task()
    await task()
    expect(started).toBe(2)
  })
})
