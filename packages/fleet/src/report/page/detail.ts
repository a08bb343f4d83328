/**
 * What the page shows of one list: the change, its cost, what a vendor said, who uses a host, and why each domain comes or goes.
 */
export const pageDetail = String.raw`
const paragraph = (className, ...texts) =>
  el('p', { className, textContent: texts.filter((text) => text !== undefined && text !== '').join(' · ') })

const budgetText = ({ cost, budget }) => [
  cost ? word('cost') + ' ' + number(cost) : '',
  word('spent') + ' ' + number(budget.spent),
  budget.remaining === undefined ? '' : word('left') + ' ' + number(budget.remaining),
  budget.limit === undefined ? '' : word('limit') + ' ' + number(budget.limit),
]

const errorText = ({ tag, actor, vendorCode, requestId }) => [
  tag,
  word('actor') + ': ' + word(actor),
  vendorCode === undefined ? '' : word('code') + ' ' + vendorCode,
  requestId === undefined ? '' : word('requestId') + ' ' + requestId,
]

const blastOf = ({ hosts, unread }) =>
  hosts.flatMap(({ host, usedBy, stillUsedBy, sample }) => [
    paragraph(
      stillUsedBy > 0 || unread > 0 ? 'warn' : 'soft',
      host,
      number(usedBy) + ' ' + word('usedBy'),
      number(stillUsedBy) + ' ' + word('stillUsedBy'),
      unread > 0 ? number(unread) + ' ' + word('unread') : '',
    ),
    paragraph('soft', sample.join(', ')),
  ])

const sourceText = ({ source, name }) => word(source) + (['profile', 'rule', 'pool'].includes(source) ? ' ' + name : '')

const reasonItem = (reason) => {
  const [sign, className] = reason.intent === 'present' ? ['+ ', 'add'] : ['− ', 'delete']
  return el(
    'li',
    {},
    el('div', {}, el('code', { className, textContent: sign + reason.domain })),
    el('div', { className: 'soft', textContent: [reason.kind, sourceText(reason), reason.at].filter(Boolean).join(' · ') }),
  )
}

const detailOf = (row) => {
  const shape = shapeOf(row)
  const kind = kindOf(shape)
  const blocked = shape.line === 'blocked'
  return [
    el('h2', { textContent: titleOf(row) }),
    el(
      'p',
      {},
      el('span', { className: 'tag ' + kind, textContent: word(kind) }),
      el('span', { className: 'soft', textContent: ' ' + shape.address.vendor + ' · ' + word(shape.address.list) }),
    ),
    ...(blocked ? [paragraph('warn', word(shape.reason)), paragraph('', shape.detail[language])] : []),
    ...(shape.budget ? [paragraph('soft', ...budgetText(shape))] : []),
    ...(row.error ? [paragraph('soft', ...errorText(row.error))] : []),
    ...(row.error?.vendorMessage ? [paragraph('soft', word('said') + ': ' + row.error.vendorMessage)] : []),
    ...(shape.blast ? blastOf(shape.blast) : []),
    el('ul', {}, ...(shape.reasons ?? []).map(reasonItem)),
  ]
}

const showDetail = () => {
  const row = rows[picked]
  by('detail').replaceChildren(...(row ? detailOf(row) : [paragraph('soft', word('pick'))]))
  by('detail').scrollTop = 0
}
`
