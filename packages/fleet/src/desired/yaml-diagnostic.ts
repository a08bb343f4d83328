import { bilingual } from '@mini-domains/core/adapter'
import { type Bilingual } from '@mini-domains/core'
import { type Document, type ErrorCode, type LineCounter, type YAMLError, visit } from 'yaml'
import { type Diagnostic, diagnostic } from './diagnostic.js'

const inChinese: { readonly [C in ErrorCode]: string } = {
  ALIAS_PROPS: '引用（*名称）不能带锚点或标签',
  BAD_ALIAS: '引用（*名称）有误',
  BAD_COLLECTION_TYPE: '集合类型有误',
  BAD_DIRECTIVE: '未知的指令',
  BAD_DQ_ESCAPE: '双引号内的转义有误',
  BAD_INDENT: '缩进有误，或括号未闭合',
  BAD_PROP_ORDER: '锚点或标签的位置有误',
  BAD_SCALAR_START: '值不能以该字符开头，请加引号',
  BLOCK_AS_IMPLICIT_KEY: '同一行中出现了多个键',
  BLOCK_IN_FLOW: '括号内不能使用缩进写法',
  DUPLICATE_KEY: '重复的键',
  IMPOSSIBLE: '无法解析的内容',
  KEY_OVER_1024_CHARS: '键过长，或引号、括号未闭合',
  MISSING_CHAR: '缺少字符（如引号、括号、冒号、逗号或空格）',
  MULTILINE_IMPLICIT_KEY: '键跨行，可能缺少冒号',
  MULTIPLE_ANCHORS: '多个锚点',
  MULTIPLE_DOCS: '多个文档（---）',
  MULTIPLE_TAGS: '多个标签',
  NON_STRING_KEY: '键不是文本',
  RESOURCE_EXHAUSTION: '嵌套过深',
  TAB_AS_INDENT: '使用制表符缩进',
  TAG_RESOLVE_FAILED: '无法识别的标签',
  UNEXPECTED_TOKEN: '多余的内容',
}

/** What YAML says of an error, without the text that it found: it may be a secret that stands at a wrong place. */
const saidOf = ({ code, message }: YAMLError): Bilingual =>
  bilingual(
    code === 'BAD_DIRECTIVE'
      ? 'an unknown directive'
      : (/^[A-Za-z ,()-]+(?=[^A-Za-z ,()-]|$)/.exec(message)?.[0].trim() ?? code),
    inChinese[code],
  )

const aText = { path: '(the text)', expected: bilingual('YAML or JSON', 'YAML 或 JSON') }

/**
 * What is wrong with a text that is no YAML.
 */
export const syntaxError = (error: YAMLError, file: string): Diagnostic =>
  diagnostic({
    ...aText,
    file,
    line: error.linePos?.[0].line ?? 1,
    column: error.linePos?.[0].col ?? 1,
    found: saidOf(error),
  })

/**
 * What is wrong with a text whose references grow without end.
 */
export const endlessAliases = (file: string): Diagnostic =>
  diagnostic({ ...aText, file, line: 1, column: 1, found: bilingual('endless aliases', '无限展开的引用') })

const at = (lines: LineCounter, offset: number): Pick<Diagnostic, 'line' | 'column'> => {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(line, 1), column: Math.max(col, 1) }
}

/**
 * Finds `*.example.com` without quotes: it is a reference in YAML, to what nobody named.
 */
export const bareStars = (document: Document.Parsed, lines: LineCounter, file: string): ReadonlyArray<Diagnostic> => {
  const found: Array<Diagnostic> = []
  visit(document, {
    Alias: (_, node) => {
      if (node.resolve(document) !== undefined) return
      // A host may be shown; what else begins with a star may be a secret.
      const name = /^\.[A-Za-z0-9.-]+$/.test(node.source) ? `*${node.source}` : '*…'
      found.push(
        diagnostic({
          file,
          ...at(lines, node.range?.[0] ?? 0),
          path: '(the text)',
          expected: bilingual(
            `quotes around a text that begins with a star: "${name}"`,
            `以星号开头的文本加引号："${name}"`,
          ),
          found: bilingual(`${name} without quotes`, `未加引号的 ${name}`),
        }),
      )
    },
  })
  return found
}

/**
 * Finds keys with a full-width colon: they are no keys in YAML, and what YAML says of them stands elsewhere.
 */
export const wideColons = (text: string, file: string): ReadonlyArray<Diagnostic> =>
  text.split(/\r\n|\n|\r/).flatMap((written, index) => {
    const before = /^(?:\s|- )*["']?[A-Za-z][\w.$-]*["']?\s*(?=：)|[{,]\s*[A-Za-z][\w.$-]*\s*(?=：)/.exec(
      written.replace(/\s#.*$/, ''),
    )
    return before === null || written.trimStart().startsWith('#')
      ? []
      : [
          diagnostic({
            file,
            line: index + 1,
            column: before.index + before[0].length + 1,
            path: '(the text)',
            expected: bilingual('an ASCII colon and a blank after a key', '键后用半角冒号加空格'),
            found: bilingual('a full-width colon ：', '全角冒号“：”'),
          }),
        ]
  })
