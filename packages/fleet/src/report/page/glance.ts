/**
 * The fleet at a glance: what the plan counts, the lists of each vendor, and the domains that change most.
 */
export const pageGlance = String.raw`
const counted = ['apps', 'lists', 'same', 'changes', 'blocked', 'adds', 'deletes', 'modifications']
const parts = ['changes', 'blocked', 'same']

const showNotes = () => {
  const notes = [sum ? [] : [word('damaged')], rest > 0 ? [filled('rest', { n: rest })] : []].flat()
  by('notes').replaceChildren(...notes.map((textContent) => el('div', { className: 'warn', textContent })))
}

const showCards = () => {
  const card = (key) =>
    el(
      'div',
      { className: 'card' },
      el('b', { className: 'count ' + key, textContent: number(sum.counts[key]) }),
      el('span', { className: 'soft', textContent: word(key) }),
    )
  by('cards').replaceChildren(...(sum ? counted.map(card) : []))
}

const showVendors = () => {
  const vendor = ([name, counts]) => {
    const lists = Math.max(1, counts.same + counts.changes + counts.blocked)
    const legend = parts.map((part) =>
      el('span', { className: 'legend ' + part, textContent: number(counts[part]) + ' ' + word(part) }),
    )
    const bar = parts.map((part) => {
      const piece = el('i', { className: part, title: word(part) + ' ' + number(counts[part]) })
      piece.style.width = (100 * counts[part]) / lists + '%'
      return piece
    })
    return el('div', {}, el('div', { className: 'legends' }, el('b', { textContent: name }), ...legend), el('div', { className: 'bar' }, ...bar))
  }
  by('bars').replaceChildren(...Object.entries(sum ? sum.vendors : {}).map(vendor))
}

const changedMost = () => {
  const uses = shapes.map(() => 0)
  for (const row of rows) uses[row.shape] += 1
  const counts = new Map()
  shapes.forEach((shape, index) => {
    if (shape.line !== 'change') return
    for (const { intent, domain } of shape.reasons) {
      const key = (intent === 'present' ? '+ ' : '− ') + domain
      counts.set(key, (counts.get(key) ?? 0) + uses[index])
    }
  })
  return [...counts].sort((one, other) => other[1] - one[1]).slice(0, 6)
}

const most = changedMost()

const showDomains = () => {
  const domain = ([key, count]) =>
    el(
      'button',
      {
        type: 'button',
        className: 'domain',
        onclick: () => {
          by('search').value = key.slice(2)
          filter()
        },
      },
      el('span', { className: key.startsWith('+') ? 'add' : 'delete', textContent: key }),
      el('span', { className: 'number', textContent: number(count) }),
    )
  const none = [el('span', { className: 'soft', textContent: word('nothing') })]
  by('domains').replaceChildren(...(most.length > 0 ? most.map(domain) : none))
}
`
