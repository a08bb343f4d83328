/**
 * What makes the page of a plan alive: only the rows in sight are drawn, so that ten thousand lines are no burden. Every text of
 * the plan goes in as text, never as HTML.
 */
export const pageScript = String.raw`
(() => {
  'use strict'
  const words = {
    en: { title: 'Plan of mini-domains', vendors: 'Lists by vendor', hosts: 'Hosts that change most', search: 'Search apps, domains, reasons, request ids…', apps: 'apps', lists: 'lists', same: 'right already', changes: 'to change', blocked: 'blocked', adds: 'domains added', deletes: 'domains removed', modifications: 'modifications', every: 'every ', vendor: 'vendor', kind: 'change', which: 'list', shown: 'of', add: 'add', delete: 'delete', set: 'set', server: 'server', webview: 'webview', pool: 'pool', cost: 'Cost', spent: 'spent this month', left: 'left', limit: 'limit', why: 'why', pick: 'Pick a line to see what changes, and why.', blast: 'Apps that use the host', still: 'still after the plan', unread: 'apps could not be read and may use it', actor: 'who must act', code: 'vendor code', rid: 'request id', damaged: 'This plan has no end; it cannot be applied.', nothing: 'Everything is as desired.', profile: 'profile', rule: 'rule', app: 'the app itself', keep: 'kept', 'not-desired': 'nothing asks for it', 'over-limit': 'over the limit', refused: 'refused by the rules', budget: 'no budget left', frozen: 'frozen', unsupported: 'unsupported', 'authorisation-lost': 'authorisation lost', 'read-failed': 'could not be read', selection: 'outside the selection', input: 'wrong input', other: '中文' },
    zh: { title: 'mini-domains 变更计划', vendors: '各厂商的列表', hosts: '变动最多的域名', search: '搜索小程序、域名、原因、请求编号…', apps: '个小程序', lists: '个列表', same: '已符合', changes: '待修改', blocked: '受阻', adds: '新增域名', deletes: '移除域名', modifications: '修改次数', every: '全部', vendor: '厂商', kind: '变更', which: '列表', shown: '/', add: '增加', delete: '删除', set: '覆盖', server: '服务器', webview: '业务', pool: '域名池', cost: '花费', spent: '本月已用', left: '剩余', limit: '上限', why: '原因', pick: '点击一行查看变更内容与原因。', blast: '正在使用该域名的小程序', still: '计划后仍在使用', unread: '个小程序读取失败，可能也在使用', actor: '由谁处理', code: '厂商错误码', rid: '请求编号', damaged: '该计划不完整，无法执行。', nothing: '一切符合期望。', profile: '方案', rule: '规则', app: '小程序自身', keep: '保留', 'not-desired': '期望中没有', 'over-limit': '超过数量上限', refused: '不符合规则', budget: '修改次数不足', frozen: '已冻结', unsupported: '厂商不支持', 'authorisation-lost': '授权已失效', 'read-failed': '读取失败', selection: '不在选择范围', input: '输入有误', other: 'English' },
  }
  const by = (id) => document.getElementById(id)
  const el = (name, text, cls) => { const e = document.createElement(name); if (text !== undefined) e.textContent = text; if (cls) e.className = cls; return e }
  const all = JSON.parse(by('lines').textContent)
  const head = all.find((l) => l.line === 'header')
  const sum = all.find((l) => l.line === 'summary')
  const lines = all.filter((l) => l.line === 'change' || l.line === 'blocked')
  const kindOf = (l) => (l.line === 'blocked' ? 'blocked' : l.action)
  const text = lines.map((l) => [l.address.vendor, l.address.app || 'pool', l.address.list, kindOf(l), l.reason || '', l.detail ? l.detail.en + ' ' + l.detail.zh : '', (l.reasons || []).map((r) => r.domain + ' ' + r.source + ' ' + r.name + ' ' + (r.at || '')).join(' '), l.error ? (l.error.requestId || '') + ' ' + (l.error.vendorCode || '') + ' ' + l.error.tag : ''].join(' ').toLowerCase())
  let lang = /^zh/i.test(navigator.language) ? 'zh' : 'en'
  let shown = []
  let on = -1
  const w = (key) => words[lang][key] || key
  const cards = () => {
    const c = sum ? sum.counts : null
    by('cards').replaceChildren(...(c ? ['apps', 'lists', 'same', 'changes', 'blocked', 'adds', 'deletes', 'modifications'] : []).map((k) => { const d = el('div', undefined, 'card'); d.append(el('b', c[k].toLocaleString(), k === 'adds' ? 'add' : k === 'deletes' ? 'del' : ''), el('span', w(k), 'soft')); return d }))
    if (!sum) by('cards').append(el('div', w('damaged'), 'warn'))
  }
  const bars = () => by('bars').replaceChildren(...Object.entries(sum ? sum.vendors : {}).flatMap(([name, c]) => {
    const total = Math.max(1, c.same + c.changes + c.blocked)
    const bar = el('div', undefined, 'bar')
    for (const [part, color] of [['changes', 'var(--set)'], ['blocked', 'var(--blk)'], ['same', 'var(--same)']]) { const i = el('i'); i.style.width = (100 * c[part]) / total + '%'; i.style.background = color; i.title = w(part) + ' ' + c[part]; bar.append(i) }
    return [el('div', name + ' · ' + c.changes.toLocaleString() + ' ' + w('changes') + ' · ' + c.blocked.toLocaleString() + ' ' + w('blocked') + ' · ' + c.same.toLocaleString() + ' ' + w('same')), bar]
  }))
  const hosts = () => {
    const counts = new Map()
    for (const l of lines) if (l.line === 'change') for (const r of l.reasons) { const k = (r.intent === 'present' ? '+ ' : '− ') + r.domain; counts.set(k, (counts.get(k) || 0) + 1) }
    const top = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 6)
    by('hosts').replaceChildren(...top.map(([k, n]) => { const b = el('button', undefined, 'host'); b.type = 'button'; b.append(el('span', k, k[0] === '+' ? 'add' : 'del'), el('span', n.toLocaleString(), 'num')); b.onclick = () => { by('search').value = k.slice(2); filter() }; return b }), ...(top.length === 0 ? [el('span', w('nothing'), 'soft')] : []))
  }
  const options = (id, values) => {
    const select = by(id); const kept = select.value
    select.replaceChildren(...['', ...values].map((v) => { const o = el('option', v === '' ? w('every') + w(id) : id === 'vendor' ? v : w(v)); o.value = v; return o }))
    select.value = kept
  }
  const draw = () => {
    const list = by('list'); const first = Math.max(0, Math.floor(list.scrollTop / 34) - 8); const count = Math.ceil(list.clientHeight / 34) + 16
    const rows = by('rows'); rows.style.transform = 'translateY(' + first * 34 + 'px)'
    rows.replaceChildren(...shown.slice(first, first + count).map((n) => {
      const l = lines[n]; const row = el('div', undefined, 'row' + (n === on ? ' on' : ''))
      row.append(el('span', w(kindOf(l)), 'tag ' + kindOf(l)), el('span', l.address.vendor), el('span', l.address.app || w('pool'), 'id'), el('span', w(l.address.list), 'soft'), el('span', l.adds ? '+' + l.adds : '', 'num add'), el('span', l.deletes ? '−' + l.deletes : '', 'num del'))
      row.onclick = () => { on = n; draw(); detail() }
      return row
    }))
  }
  const detail = () => {
    const box = by('detail'); const l = lines[on]
    if (!l) { box.replaceChildren(el('p', w('pick'), 'soft')); return }
    const parts = [el('h3', (l.address.app || w('pool')) + ' · ' + w(l.address.list)), el('div', l.address.vendor, 'soft')]
    if (l.line === 'blocked') { parts.push(el('div', w('blocked') + ' · ' + w(l.reason), 'warn'), el('p', l.detail[lang])) }
    if (l.budget) parts.push(el('p', (l.cost ? w('cost') + ' ' + l.cost + ' · ' : '') + w('spent') + ' ' + l.budget.spent + (l.budget.remaining === undefined ? '' : ' · ' + w('left') + ' ' + l.budget.remaining) + (l.budget.limit === undefined ? '' : ' · ' + w('limit') + ' ' + l.budget.limit), 'soft'))
    if (l.error) parts.push(el('p', [l.error.tag, w('actor') + ': ' + l.error.actor, l.error.vendorCode !== undefined ? w('code') + ' ' + l.error.vendorCode : '', l.error.requestId ? w('rid') + ' ' + l.error.requestId : ''].filter(Boolean).join(' · '), 'soft'))
    for (const h of l.blast ? l.blast.hosts : []) { parts.push(el('div', h.host + ': ' + h.usedBy.toLocaleString() + ' ' + w('apps') + ', ' + h.stillUsedBy.toLocaleString() + ' ' + w('still') + (l.blast.unread ? ', ' + l.blast.unread + ' ' + w('unread') : ''), h.stillUsedBy || l.blast.unread ? 'warn' : 'soft'), el('div', h.sample.join(', '), 'soft')) }
    const table = el('table')
    for (const r of l.reasons || []) { const tr = el('tr'); const d = el('td'); d.append(el('span', r.intent === 'present' ? '+ ' : '− ', r.intent === 'present' ? 'add' : 'del'), el('code', r.domain)); const y = el('td'); y.append(el('div', r.kind, 'soft'), el('div', w(r.source) + (r.source === 'profile' || r.source === 'pool' || r.source === 'rule' ? ' ' + r.name : '')), el('code', r.at || '', 'soft')); tr.append(d, y); table.append(tr) }
    parts.push(table); box.replaceChildren(...parts)
  }
  const filter = () => {
    const needles = by('search').value.toLowerCase().split(/\s+/).filter(Boolean); const v = by('vendor').value; const k = by('kind').value; const which = by('which').value
    shown = []
    for (let n = 0; n < lines.length; n += 1) { const l = lines[n]; if ((v === '' || l.address.vendor === v) && (k === '' || kindOf(l) === k || l.reason === k) && (which === '' || (which === 'pool' ? !l.address.app : l.address.list === which)) && needles.every((s) => text[n].includes(s))) shown.push(n) }
    by('space').style.height = shown.length * 34 + 'px'; by('list').scrollTop = 0
    by('found').textContent = shown.length.toLocaleString() + ' ' + w('shown') + ' ' + lines.length.toLocaleString()
    draw()
  }
  const speak = () => {
    document.documentElement.lang = lang; document.title = w('title')
    for (const e of document.querySelectorAll('[data-t]')) e.textContent = w(e.dataset.t)
    for (const e of document.querySelectorAll('[data-p]')) { e.placeholder = w(e.dataset.p); e.setAttribute('aria-label', w(e.dataset.p)) }
    by('lang').textContent = w('other')
    by('made').textContent = head ? head.createdAt.replace('T', ' ').slice(0, 16) + ' UTC · ' + head.config.file + ' · ' + head.adapters.map((a) => a.adapter + ' ' + a.version).join(', ') : ''
    options('vendor', [...new Set(lines.map((l) => l.address.vendor))].sort()); options('kind', [...new Set([...lines.map(kindOf), ...lines.map((l) => l.reason).filter(Boolean)])]); options('which', ['server', 'webview', 'pool'])
    cards(); bars(); hosts(); filter(); detail()
  }
  by('list').addEventListener('scroll', () => requestAnimationFrame(draw))
  by('list').addEventListener('keydown', (e) => { const step = { ArrowDown: 1, ArrowUp: -1 }[e.key]; if (!step || shown.length === 0) return; e.preventDefault(); const at = Math.min(shown.length - 1, Math.max(0, shown.indexOf(on) + step)); on = shown[at]; const list = by('list'); if (at * 34 < list.scrollTop) list.scrollTop = at * 34; if ((at + 1) * 34 > list.scrollTop + list.clientHeight) list.scrollTop = (at + 1) * 34 - list.clientHeight; draw(); detail() })
  for (const id of ['search', 'vendor', 'kind', 'which']) by(id).addEventListener('input', filter)
  addEventListener('resize', draw)
  by('lang').onclick = () => { lang = lang === 'en' ? 'zh' : 'en'; speak() }
  speak()
})()
`
