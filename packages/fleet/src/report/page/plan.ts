/**
 * Reads the plan out of the page: the head, the sum, the rows, and the shapes that rows share.
 */
export const pagePlan = String.raw`
const by = (id) => document.getElementById(id)

const el = (name, options = {}, ...children) => {
  const made = Object.assign(document.createElement(name), options)
  made.append(...children)
  return made
}

const shapes = []
const rows = []
let head, sum
let rest = 0

for (const entry of JSON.parse(by('lines').textContent)) {
  if (Array.isArray(entry)) {
    const [app, shape, error, name] = entry
    rows.push({ app, error: error ?? undefined, name, shape: typeof shape === 'number' ? shape : shapes.push(shape) - 1 })
  } else if (entry.line === 'header') head = entry
  else if (entry.line === 'summary') sum = entry
  else rest = entry.rest
}

const shapeOf = (row) => shapes[row.shape]
const titleOf = ({ app, name }) => (app === null ? word('pool') : name === undefined ? app : name + ' (' + app + ')')
const kindOf = (shape) => (shape.line === 'blocked' ? 'blocked' : shape.action)

let language = /^zh/i.test(navigator.language) ? 'zh' : 'en'
const word = (key) => words[language][key] ?? key
const number = (value) => value.toLocaleString(language)
const filled = (key, values) => word(key).replace(/\{(\w+)\}/g, (_, name) => number(values[name]))
`
