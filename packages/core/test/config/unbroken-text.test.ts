import * as fc from 'fast-check'
import { TokenText, UnbrokenText, unfitCharacter } from '../../src/config/unbroken-text.js'

const printable = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
})

describe('an id, a secret or a token', () => {
  test('is any printable ASCII', () => {
    fc.assert(
      fc.property(printable, (text) => {
        expect([UnbrokenText.is(text), TokenText.is(text), unfitCharacter(text)]).toEqual([true, true, undefined])
      }),
    )
  })

  test('with any other character is refused, and the character is placed and not told', () => {
    const other = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((one) => !/^[!-~]/.test(one))
    fc.assert(
      fc.property(fc.oneof(printable, fc.constant('')), other, printable, (before, odd, after) => {
        expect(UnbrokenText.is(`${before}${odd}${after}`)).toBe(false)
        const told = unfitCharacter(`${before}${odd}${after}`)
        expect(told?.en).toMatch(new RegExp(`^character ${before.length + 1} is [a-zA-Z, -]+$`))
        expect(told?.zh).toMatch(new RegExp(`^第 ${before.length + 1} 个字符为`))
        const isLetter = told?.en.endsWith('not ASCII') === true && /\p{Script=Latin}/u.test(odd)
        if (odd !== ' ') expect(TokenText.is(`${before}${odd}${after}`)).toBe(isLetter)
      }),
    )
  })

  test.each([
    ['wx\uff21', 'character 3 is full-width, or another form of a plain character'],
    ['ｗｘ1', 'character 1 is full-width, or another form of a plain character'],
    ['wx\u30001', 'character 3 is white space'],
    ['wx1\u00a0', 'character 4 is white space'],
    ['wx1\r', 'character 4 is a line end'],
    ['wx\u200b1', 'character 3 is a character that does not show'],
    ['\u202ewx1', 'character 1 is a character that does not show'],
    ['wx\u00ad1', 'character 3 is a character that does not show'],
    ['wx\u0000', 'character 3 is a character that does not show'],
    ['wx\u3164', 'character 3 is a character that does not show'],
    ['商城', 'character 1 is not ASCII'],
    ['w\u0445', 'character 2 is not ASCII'],
    ['wx\ud800', 'character 3 is a character that does not show'],
    ['wx1✅', 'character 4 is not ASCII'],
  ])('%j: %s', (text, told) => {
    expect(unfitCharacter(text)?.en).toBe(told)
  })

  test('nothing is no id and no secret', () => {
    expect(UnbrokenText.is('')).toBe(false)
  })

  test('a token may have a blank inside, and none around it', () => {
    expect([TokenText.is('a b'), TokenText.is(' a'), TokenText.is('a ')]).toEqual([true, false, false])
  })
})
