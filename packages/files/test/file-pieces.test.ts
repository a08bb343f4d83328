import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { filePieces, textLines, writtenText } from '../src/index.js'
import { all } from './pieces.js'

const folder = mkdtempSync(join(tmpdir(), 'mini-domains-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['a folder', folder, 'not-a-file'],
  ['a device without end', '/dev/zero', 'not-a-file'],
  ['a file that is not there', join(folder, 'none.csv'), 'missing'],
  ['a name below a file', '/etc/hosts/apps.csv', 'missing'],
])('%s is told, and not read', async (_, path, reason) => {
  expect(await all(filePieces(path))).toMatchObject([{ _tag: 'FileFault', reason }])
})

test('a named pipe is told, and not waited for', async () => {
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  expect(await all(filePieces(pipe))).toMatchObject([{ reason: 'not-a-file' }])
  expect(await all(filePieces(pipe, { piped: true }))).toMatchObject([{ reason: 'not-a-file' }])
})

test('a pipe that is open already is read where it is, though its writer is gone', async () => {
  const pipe = join(folder, 'open')
  execFileSync('mkfifo', [pipe])
  const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK)
  const writer = openSync(pipe, 'w')
  writeSync(writer, 'version: 1')
  closeSync(writer)
  expect(await writtenText(filePieces(`/dev/fd/${reader}`, { piped: true }))).toEqual(E.right('version: 1'))
  closeSync(reader)
})

test('a file is read, whole and in lines that end in any way', async () => {
  const path = join(folder, 'apps.csv')
  writeFileSync(path, 'a\r\nb\rc\n\nd\u2028e')
  expect(await writtenText(filePieces(path))).toEqual(E.right('a\r\nb\rc\n\nd\u2028e'))
  expect(await all(textLines(filePieces(path)))).toEqual(['a', 'b', 'c', '', 'd\u2028e'])
})

test('lines are the same however the bytes are cut', async () => {
  expect(await all(textLines(['a\r', '\nb', '\r', '\r', '\n', 'c']))).toEqual(['a', 'b', '', 'c'])
})

test('a line without end is refused before it fills the memory', async () => {
  const piece = 'x'.repeat(1024 * 1024)
  let given = 0
  function* endless(): Generator<string> {
    for (;;) {
      given += 1
      yield piece
    }
  }
  expect(await all(textLines(endless()))).toMatchObject([{ reason: 'too-long', line: 1 }])
  expect(given).toBeLessThan(70)
  expect(await writtenText(endless(), 10_000_000)).toMatchObject({ left: { reason: 'too-long' } })
})
