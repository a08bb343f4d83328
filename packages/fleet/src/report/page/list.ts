/**
 * The list of rows. Only those in sight are in the document.
 */
export const pageList = String.raw`
let rowHeight = 34
const beyond = 8
let picked = -1

const amount = (sign, count, className) =>
  el('span', { className: 'number ' + className, textContent: count ? sign + number(count) : '' })

const rowOf = (index) => {
  const row = rows[index]
  const shape = shapeOf(row)
  const kind = kindOf(shape)
  const made = el(
    'div',
    {
      id: 'row-' + index,
      className: 'row' + (index === picked ? ' picked' : ''),
      role: 'option',
      onclick: () => pick(index),
    },
    el('span', { className: 'tag ' + kind, textContent: word(kind) }),
    el('span', { className: 'app', textContent: titleOf(row) }),
    el('span', { className: 'vendor', textContent: shape.address.vendor }),
    el('span', { className: 'list soft', textContent: word(shape.address.list) }),
    ...(kind === 'blocked'
      ? [el('span', { className: 'reason', textContent: word(shape.reason) })]
      : [amount('+', shape.adds, 'add'), amount('−', shape.deletes, 'delete')]),
  )
  made.setAttribute('aria-selected', String(index === picked))
  return made
}

const drawRows = () => {
  const list = by('list')
  const first = Math.max(0, Math.floor(list.scrollTop / rowHeight) - beyond)
  const count = Math.ceil(list.clientHeight / rowHeight) + 2 * beyond
  by('rows').style.transform = 'translateY(' + first * rowHeight + 'px)'
  by('rows').replaceChildren(...shown.slice(first, first + count).map(rowOf))
  list.setAttribute('aria-activedescendant', picked === -1 ? '' : 'row-' + picked)
}

const showList = () => {
  rowHeight = parseFloat(getComputedStyle(by('list')).getPropertyValue('--row'))
  by('space').style.height = shown.length * rowHeight + 'px'
  by('empty').textContent = shown.length === 0 && rows.length > 0 ? word('none') : ''
  drawRows()
}

const pick = (index) => {
  picked = index
  drawRows()
  showDetail()
  keepAddress()
  if (matchMedia('(max-width:900px)').matches) by('detail').scrollIntoView({ block: 'nearest' })
}

const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity }

const move = (event) => {
  const step = steps[event.key]
  if (step === undefined || shown.length === 0) return
  event.preventDefault()
  const list = by('list')
  const at = Math.min(shown.length - 1, Math.max(0, shown.indexOf(picked) + step))
  const top = at * rowHeight
  if (top < list.scrollTop) list.scrollTop = top
  if (top + rowHeight > list.scrollTop + list.clientHeight) list.scrollTop = top + rowHeight - list.clientHeight
  pick(shown[at])
}
`
