// What a reader would not see, or what turns the direction of what stands around it.
const unshown = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu

/**
 * Names a character by its code point, such as `U+202E`.
 */
export const codePointName = (sign: string): string =>
  `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/**
 * Gives a text in which everything can be seen: what does not show is spelled out, such as `U+202E`.
 */
export const visibleText = (text: string): string => text.replace(unshown, codePointName)
