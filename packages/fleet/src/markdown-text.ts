// What a reader would not see, or what turns the direction of what stands around it.
const unshown = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu

// Also what GitHub and GitLab make of text without Markdown: mentions, issues, merge requests. A bare address stays readable: where it
// becomes a link, that leads where it says.
const active = /[\\`*_{}[\]()#!|<>~@&$"'^]/g

const entity = (sign: string): string => `&#${sign.codePointAt(0) ?? 0};`

/**
 * The one function that writes foreign text into Markdown: it shows as it is, on one line, and nothing of it is a link with another name, an
 * image, a mention, a code span, a table border or HTML. What does not show is spelled out, such as `U+202E`; line ends become blanks.
 */
export const markdownText = (text: string): string =>
  text
    .replace(/[\r\n]+/g, ' ')
    .replace(active, entity)
    .replace(unshown, (sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
