import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { bilingual, messageOf, rateLimited, tokenUnavailable, vendorBusy } from '../../src/adapter.js'
import { everyError } from '../every-error.js'

const where = { vendor: 'memory', operation: 'app.server.add', subject: 'app wx1' }

const isChinese = /\p{Script=Han}/u

// An address of a subject, a code, a path or what a reply was expected to be may stand in the middle of a sentence.
const englishSentence = /\b(?:the|is|was|and|not|that|this)\b/i

describe('what an error says', () => {
  const told = everyError.filter(({ messageZh }) => messageZh !== undefined)

  test('is there in Chinese for every tag', () => {
    expect(new Set(told.map(({ _tag }) => _tag))).toEqual(new Set(everyError.map(({ _tag }) => _tag)))
  })

  test.each(told.map((error) => [`${error._tag}: ${error.message}`, error] as const))(
    'is all Chinese in Chinese for %s',
    (_, error) => {
      const { en, zh } = messageOf(error)
      expect(en).toBe(error.message)
      expect(zh).toMatch(isChinese)
      expect(zh).not.toContain(error.message)
      expect(zh).not.toMatch(englishSentence)
    },
  )

  test('is quoted behind what its tag means where an adapter gives it in English only', () => {
    const english = { message: 'come back later' }
    expect(messageOf(vendorBusy(where, {}, english)).zh).toBe('厂商暂时无法处理该调用（come back later）')
    expect(messageOf(rateLimited(where, {}, 'day', english)).zh).toBe('调用次数过多（come back later）')
    expect(messageOf(tokenUnavailable(where, 'come back later')).zh).toBe('无法取得令牌（come back later）')
    expect(messageOf(tokenUnavailable(where, bilingual('later', '稍后'), english)).zh).toBe(
      '无法取得令牌（come back later）',
    )
  })

  test('stays as it is where nobody knows the tag', () => {
    expect(messageOf({ _tag: 'Foreign', message: 'x' })).toEqual(bilingual('x', 'x'))
    expect(messageOf({ _tag: 'toString', message: 'x' })).toEqual(bilingual('x', 'x'))
  })
})

describe('the sources', () => {
  const roots = ['core', 'http', 'credentials', 'wechat', 'baidu', 'fleet', 'sqlite', 'redis', 'cli'].map((name) =>
    join(__dirname, '..', '..', '..', name, 'src'),
  )
  const english = [/\bmessage: (?:\w+\s*\?\s*)?['"`][a-z]/, /tokenUnavailable\(\s*(?:[\w(). ]+|\{[^{}]*\}),\s*['"`]/]
  // What a codec says of a value, which an issue of a config quotes.
  const ofCodecs = 'core/src/config/strict-object.ts'

  test('make no message in English only', () => {
    const files = roots.flatMap((root) =>
      readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => join(root, file)),
    )
    expect(files.length).toBeGreaterThan(200)
    const found = files.filter((file) => english.some((shape) => shape.test(readFileSync(file, 'utf8'))))
    expect(found.filter((file) => !file.endsWith(ofCodecs))).toEqual([])
  })
})
