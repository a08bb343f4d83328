/**
 * The address of the page names what is searched for and which list is picked, so that a reload keeps both and a colleague can be sent
 * one app. What is printed is all that was found.
 */
export const pageAddress = String.raw`
const inAddress = ['search', 'vendor', 'kind', 'which']

const nameOf = (row) => [shapeOf(row).address.vendor, row.app ?? 'pool', shapeOf(row).address.list].join('/')

const keepAddress = () => {
  const kept = new URLSearchParams(inAddress.map((id) => [id, by(id).value]).filter(([, value]) => value !== ''))
  if (picked !== -1) kept.set('list', nameOf(rows[picked]))
  if (String(kept) !== location.hash.slice(1)) history.replaceState(null, '', '#' + kept)
}

const readAddress = () => {
  const kept = new URLSearchParams(location.hash.slice(1))
  for (const id of inAddress) by(id).value = kept.get(id) ?? ''
  picked = kept.has('list') ? rows.findIndex((row) => nameOf(row) === kept.get('list')) : -1
}

const showPicked = () => {
  const at = shown.indexOf(picked)
  if (at !== -1) by('list').scrollTop = at * rowHeight
  drawRows()
}

const mostPrinted = 5000

const drawAll = () => {
  const rest = shown.length - mostPrinted
  by('rows').style.transform = ''
  by('rows').replaceChildren(
    ...shown.slice(0, mostPrinted).map(rowOf),
    ...(rest > 0 ? [el('p', { textContent: filled('rest', { n: rest }) })] : []),
  )
}
`
