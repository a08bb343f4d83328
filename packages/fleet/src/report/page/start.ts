/**
 * Fills the page, in the language of the browser, and again when another is chosen.
 */
export const pageStart = String.raw`
const showHead = () => {
  const adapters = (head?.adapters ?? []).map(({ adapter, version }) => adapter + ' ' + version)
  const made = head ? new Date(head.createdAt).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'long' }) : ''
  by('made').textContent = head ? [made, head.config.file, ...adapters].join(' · ') : ''
  by('language').textContent = word('other')
}

const speak = () => {
  document.documentElement.lang = language
  document.title = word('title')
  for (const titled of document.querySelectorAll('[data-word]')) titled.textContent = word(titled.dataset.word)
  for (const [id, key] of [['search', 'search'], ['vendor', 'vendor'], ['kind', 'kind'], ['which', 'which'], ['list', 'lists']])
    by(id).setAttribute('aria-label', word(key))
  by('search').placeholder = word('search')
  showHead()
  showNotes()
  showCards()
  showVendors()
  showDomains()
  showFilters()
  filter()
  showDetail()
}

let drawing = false
by('list').addEventListener('scroll', () => {
  if (drawing) return
  drawing = true
  requestAnimationFrame(() => {
    drawing = false
    drawRows()
  })
})
by('list').addEventListener('keydown', move)
for (const id of inAddress) by(id).addEventListener('input', filter)
addEventListener('resize', showList)
addEventListener('beforeprint', drawAll)
addEventListener('afterprint', drawRows)
addEventListener('hashchange', () => {
  readAddress()
  speak()
  showPicked()
})
by('language').addEventListener('click', () => {
  language = language === 'en' ? 'zh' : 'en'
  speak()
})
showFilters()
readAddress()
speak()
showPicked()
`
