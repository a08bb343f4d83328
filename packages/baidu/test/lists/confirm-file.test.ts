import { type Canned, type Capture, startCapture } from '../captured.js'
import { emulated, rejection } from '../emulated.js'

let capture: Capture
beforeAll(async () => {
  capture = await startCapture()
})
afterEach(() => capture.clear())
afterAll(() => capture.close())

const download = () => capture.provider().platform.confirmFile()
const file = (disposition: string, body: string | Uint8Array = '5d41402abc4b2a76b9719d911017c592'): Canned => ({
  headers: { 'content-type': 'application/octet-stream;charset=UTF-8', 'content-disposition': disposition },
  body,
})

test('the file is given byte for byte, under the name that the vendor says', async () => {
  const { promised, emulator, close } = await emulated()
  const { name, content } = await promised.platform.confirmFile()
  const { confirmFile } = emulator.state().platform
  expect({ name, content: Buffer.from(content).toString('latin1') }).toEqual(confirmFile)
  await close()
})

test('bytes that are no text stay as they are', async () => {
  const bytes = Uint8Array.from([0xff, 0xfe, 0x00, 0x0d, 0x0a])
  capture.answer(file('attachment; filename=a.bin', bytes))
  expect([...(await download()).content]).toEqual([...bytes])
})

test.each([
  ['attachment; filename=bd_mapp_domaincer.txt', 'bd_mapp_domaincer.txt'],
  ['attachment;filename="bd_mapp_domaincer.txt"', 'bd_mapp_domaincer.txt'],
  ['Attachment; size=32; FileName = a.txt; x=y', 'a.txt'],
  ["attachment; filename*=UTF-8''bd_mapp_domaincer.txt", 'bd_mapp_domaincer.txt'],
  ["attachment; filename=a.txt; filename*=utf-8'zh'b.txt", 'a.txt'],
])('%s names the file', async (disposition, name) => {
  capture.answer(file(disposition))
  expect(await download()).toMatchObject({ name })
})

test.each([
  'attachment',
  'inline',
  '',
  'attachment; filename=../../etc/passwd',
  'attachment; filename="a/b.txt"',
  'attachment; filename=.profile',
  'attachment; filename=""',
  'attachment; filename="a\\b.txt"',
  "attachment; filename*=UTF-8''..%2Fpasswd",
  "attachment; filename*=UTF-8''%E6%A0%A1%E9%AA%8C.txt",
])('a name that is missing or leads elsewhere is not taken: %s', async (disposition) => {
  capture.answer(file(disposition))
  expect(await rejection(download())).toMatchObject({ _tag: 'UnreadableReply', path: 'content-disposition' })
})

test.each(['5d41402abc4b2a76b9719d911017c592', 'a-b_c=', '5d41402abc4b2a76b9719d911017c592\n'])(
  'a proxy that takes the header off leaves the name that the document gives: %j',
  async (body) => {
    capture.answer({ headers: { 'content-type': 'application/octet-stream' }, body })
    const { name, content } = await download()
    expect({ name, content: Buffer.from(content).toString('latin1') }).toEqual({
      name: 'bd_mapp_domaincer.txt',
      content: body,
    })
  },
)

test.each(['<html>login</html>', 'please log in', 'a b', '', 'a'.repeat(257), '登录'])(
  'without the header only what looks like the file is taken for it: %j',
  async (body) => {
    capture.answer({ headers: { 'content-type': 'text/plain' }, body })
    expect(await rejection(download())).toMatchObject({ _tag: 'UnreadableReply', path: 'content-disposition' })
  },
)

test.each([
  ['a refusal of the gateway', { body: '{"error_code":110,"error_msg":"x"}' }, 'TokenRejected'],
  ['a refusal of the endpoint', { body: '{"errno":40008,"msg":"x"}' }, 'AddressNotAllowed'],
  [
    'a refusal in the clothes of a file',
    file('attachment; filename=a.txt', ' {"errno":40007,"msg":"x"}'),
    'PermissionDenied',
  ],
  ['success without a file', { body: '{"errno":0,"msg":"success"}' }, 'UnreadableReply'],
  ['a file that failed', { ...file('attachment; filename=a.txt'), status: 404 }, 'UnreadableReply'],
  ['a file that failed hard', { ...file('attachment; filename=a.txt'), status: 500 }, 'VendorBusy'],
  ['an empty file', file('attachment; filename=a.txt', ''), 'UnreadableReply'],
  [
    'a page in the clothes of a file',
    file('attachment; filename=a.txt', '\n<!DOCTYPE html><p>login</p>'),
    'UnreadableReply',
  ],
  [
    'a page that says so, under a name',
    {
      headers: { 'content-type': 'text/html; charset=gbk', 'content-disposition': 'attachment; filename=a.txt' },
      body: 'login',
    },
    'UnreadableReply',
  ],
  ['a page', { headers: { 'content-type': 'text/html' }, body: '<html>login</html>' }, 'UnreadableReply'],
] as const)('%s is an error', async (_, reply, tag) => {
  capture.answer(reply)
  expect(await rejection(download())).toMatchObject({ _tag: tag, applied: 'no', modification: 'not-spent' })
})
