import * as E from 'fp-ts/lib/Either.js'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { underLock } from '../src/run-lock.js'

describe('a lock', () => {
  let folder = ''
  let file = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mini-domains-cli-'))
    file = join(folder, 'a.lock')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid

  test('keeps others out while it is held, and is gone after it, also when the work fails', async () => {
    const outer = await underLock(file, () => underLock(file, () => Promise.resolve('in')))
    expect(outer).toEqual(E.right(E.left({ file, pid: process.pid })))
    expect(existsSync(file)).toBe(false)
    await expect(underLock(file, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(existsSync(file)).toBe(false)
  })

  test.each(['dead', 'empty', 'text'] as const)('that is %s is taken over', async (what) => {
    writeFileSync(file, what === 'dead' ? String(deadPid()) : what === 'empty' ? '' : 'no pid')
    expect(await underLock(file, () => Promise.resolve('in'))).toEqual(E.right('in'))
    expect(readdirSync(folder)).toEqual([])
  })

  test('of a process of another user is not taken over', async () => {
    writeFileSync(file, '1')
    expect(await underLock(file, () => Promise.resolve('in'))).toEqual(E.left({ file, pid: 1 }))
    expect(existsSync(file)).toBe(true)
  })
})
