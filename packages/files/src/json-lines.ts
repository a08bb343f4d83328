import { bilingual } from '@mini-domains/core/adapter'
import { type FileFault, fileFault } from './file-fault.js'

/**
 * Says that a file which is taken for JSON Lines is one JSON text over many lines, or one array: told once, by its first line. `undefined`
 * where that may be an object of its own.
 */
export const jsonLinesFault = (first: string, line: number): FileFault | undefined =>
  /^\s*(?:\[|\{\s*$)/.test(first)
    ? fileFault(
        'not-text',
        line,
        bilingual('it is one JSON text, not JSON Lines', '这是一整段 JSON，不是 JSON Lines'),
        bilingual(
          "Write one object on each line, without brackets and commas around it; such as: jq -c '.[]' FILE",
          "请每行写一个对象，外层不带方括号与逗号；例如：jq -c '.[]' 文件",
        ),
      )
    : undefined
