/**
 * The frame of the page of a plan; the script fills it.
 */
export const pageBody = `<header><h1 data-word="title"></h1><span class="soft" id="made"></span><button id="language" type="button"></button></header>
<section id="notes"></section>
<section id="cards"></section>
<section id="glance">
<div class="card"><h2 data-word="vendors"></h2><div id="bars"></div></div>
<div class="card"><h2 data-word="hosts"></h2><div id="domains"></div></div>
</section>
<section id="filters">
<input id="search" type="search" autocomplete="off"><select id="vendor"></select><select id="kind"></select><select id="which"></select>
<span class="soft" id="found" role="status"></span>
</section>
<main>
<div id="list" role="listbox" tabindex="0"><div id="space"></div><div id="rows"></div><p class="soft" id="empty"></p></div>
<aside id="detail" aria-live="polite"></aside>
</main>
<noscript>JavaScript is needed to show the plan. 需要启用 JavaScript。</noscript>`
