import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { everyError } from '../../../core/test/every-error.js'
import { errorWord, failureWord } from '../../src/index.js'

const isChinese = /\p{Script=Han}/u

// An address of a subject, a code, a path or what a reply was expected to be may stand in the middle of a sentence.
const englishSentence = /\b(?:the|is|was|and|not|that|this)\b/i

describe('what an error says in Chinese', () => {
  test.each(everyError.map((error) => [error._tag, error.message]))('is all Chinese for %s: %s', (tag, message) => {
    const { en, zh } = errorWord(tag, message)
    expect(en).toBe(message)
    expect(zh).toMatch(isChinese)
    expect(zh).not.toContain(message)
    expect(zh.replace(/：(?:tokens|request).*/s, '')).not.toMatch(englishSentence)
  })

  test('quotes the words of an adapter that nobody here knows, behind what the error is', () => {
    expect(errorWord('VendorBusy', 'come back later').zh).toBe('厂商暂时无法处理该调用（come back later）')
    expect(errorWord('Foreign', 'x').zh).toBe('x')
    expect(errorWord('toString', 'x').zh).toBe('x')
  })

  test('goes on inside of a sentence', () => {
    expect(
      errorWord('AuthorizationLost', 'the authorisation is gone since 2026-01-01T00:00:00.000Z: the vendor says so').zh,
    ).toBe('授权自 2026-01-01T00:00:00.000Z 起已失效：厂商确认未授权')
    expect(
      errorWord('TimedOut', 'the first of two calls was made, but the second failed: no full reply within 900 ms').zh,
    ).toBe('两次调用中第一次已完成，第二次失败：900 毫秒内未收到完整响应')
    expect(
      errorWord('TokenUnavailable', 'the token store failed (corrupt): a stored record cannot be read: it is no JSON')
        .zh,
    ).toBe('令牌存储出错（corrupt）：存储中的记录无法读取：不是 JSON')
    expect(failureWord('the store was closed').zh).toBe('存储已关闭')
    expect(failureWord('Redis: the command failed (ETIMEDOUT)').zh).toBe('Redis：命令执行失败（ETIMEDOUT）')
  })

  const roots = ['core', 'http', 'credentials', 'wechat', 'baidu', 'fleet', 'sqlite', 'redis'].map((name) =>
    join(__dirname, '..', '..', '..', name, 'src'),
  )

  // Every sentence of one of these shapes in the sources, with `x` for what is filled in: a new one needs its Chinese.
  const shapes = [
    /\bmessage: '([a-z][^']+)'/g,
    /\bmessage: `([a-z][^`]+)`/g,
    /\bmessage: "([a-z][^"]+)"/g,
    /tokenUnavailable\(\s*[\w(). ]+,\s*(?:'([a-z][^']+)'|`([a-z][^`]+)`|"([a-z][^"]+)")/g,
    /storeFailure\('\w+', (?:'([a-z][^']+)'|`([a-z][^`]+)`)\)/g,
    /\bcorrupt\('([a-z][^']+)'\)/g,
    /\bbecause: '([a-z][^']+)'/g,
    // One of two, as the case is.
    /\bmessage: \w+\s*\?\s*(?:'([a-z][^']+)'|`([a-z][^`]+)`)/g,
    /\bmessage: \w+\s*\?\s*(?:'[^']+'|`[^`]+`)\s*: (?:'([a-z][^']+)'|`([a-z][^`]+)`)/g,
  ]
  const others = [
    // Not of errors: what a push or a doubt of a word says to the log of who mounts the handler.
    /^the body was already read by a parser/,
    /^no reader is configured/,
    /^no such key; did you mean/,
    /^one of /,
    // Cut where it is put together.
    /^the IP address of this machine\$/,
    /^too many calls in this 7$/,
  ]
  const said = roots.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => {
        const text = readFileSync(join(root, file), 'utf8')
        return shapes.flatMap((shape) =>
          [...text.matchAll(shape)].map((found) => found.slice(1).find((part) => part !== undefined) ?? ''),
        )
      })
      .map((sentence) => sentence.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '7'))
      .filter((sentence) => sentence.includes(' ') && !others.some((other) => other.test(sentence))),
  )

  test('is there for what the sources say', () => {
    expect(said.length).toBeGreaterThan(50)
    expect(said.filter((sentence) => !isChinese.test(failureWord(sentence).zh))).toEqual([])
  })
})
