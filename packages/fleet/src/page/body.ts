/**
 * The frame of the page of a plan; the script fills it.
 */
export const pageBody = `<header><h1 data-t="title"></h1><span class="soft" id="made"></span><button id="lang" type="button"></button></header>
<section id="cards"></section>
<section id="glance"><div class="card"><h2 data-t="vendors"></h2><div id="bars"></div></div><div class="card"><h2 data-t="hosts"></h2><div id="hosts"></div></div></section>
<section id="filters"><input id="search" type="search" data-p="search"><select id="vendor"></select><select id="kind"></select><select id="which"></select><span class="soft" id="found" role="status"></span></section>
<main><div id="list" tabindex="0"><div id="space"></div><div id="rows"></div></div><aside id="detail" aria-live="polite"></aside></main>
<noscript>JavaScript is needed to show the plan. 需要启用 JavaScript。</noscript>`
