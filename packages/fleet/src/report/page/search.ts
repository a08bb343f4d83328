/**
 * The search and the filters. All words that are typed must be found, each in the app, in what changes, or in what was said.
 */
export const pageSearch = String.raw`
const said = ({ tag, requestId, vendorCode, vendorMessage }) => [tag, requestId, vendorCode, vendorMessage].join(' ')

const shapeText = (shape) => {
  const reasons = (shape.reasons ?? []).map(({ kind, domain, source, name, at }) => [kind, domain, source, name, at].join(' '))
  const detail = shape.detail ? shape.detail.en + ' ' + shape.detail.zh : ''
  return [shape.address.vendor, shape.address.list, kindOf(shape), shape.reason, detail, ...reasons].join(' ').toLowerCase()
}

const shapeTexts = shapes.map(shapeText)
const rowTexts = rows.map(({ app, name, error }) => ((app ?? 'pool') + (name ? ' ' + name : '') + (error ? ' ' + said(error) : '')).toLowerCase())

let shown = []

const isPicked = (row, shape, { vendor, kind, which }) =>
  (vendor === '' || shape.address.vendor === vendor) &&
  (kind === '' || kindOf(shape) === kind || shape.reason === kind) &&
  (which === '' || (which === 'pool' ? row.app === null : shape.address.list === which))

const filter = () => {
  const picked = { vendor: by('vendor').value, kind: by('kind').value, which: by('which').value }
  const needles = by('search').value.toLowerCase().split(/\s+/).filter(Boolean)
  const wanted = shapes.map((shape, index) => needles.filter((needle) => !shapeTexts[index].includes(needle)))
  shown = []
  rows.forEach((row, index) => {
    if (isPicked(row, shapeOf(row), picked) && wanted[row.shape].every((needle) => rowTexts[index].includes(needle)))
      shown.push(index)
  })
  by('found').textContent = filled('found', { n: shown.length, all: rows.length })
  by('list').scrollTop = 0
  showList()
  keepAddress()
}

const showOptions = (id, values) => {
  const select = by(id)
  const kept = select.value
  const option = ([value, textContent]) => el('option', { value, textContent })
  select.replaceChildren(...[['', word(id)], ...values].map(option))
  select.value = kept
}

const kindsThere = [...new Set(shapes.map(kindOf))]
const reasonsThere = [...new Set(shapes.flatMap(({ reason }) => reason ?? []))]
const vendorsThere = [...new Set(shapes.map(({ address }) => address.vendor))].sort()

const showFilters = () => {
  showOptions('vendor', vendorsThere.map((name) => [name, name]))
  showOptions('kind', [...kindsThere.map((kind) => [kind, word(kind)]), ...reasonsThere.map((reason) => [reason, '· ' + word(reason)])])
  showOptions('which', ['server', 'webview', 'pool'].map((list) => [list, word(list)]))
}
`
