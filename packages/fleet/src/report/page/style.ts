const colours = `
:root{
  color-scheme:light dark;
  --ground:#f6f7f9;--card:#fff;--ink:#1b1f24;--soft:#5c6773;--line:#e1e5ea;--focus:#2563eb;
  --add:#0f7442;--add-ground:#e3f5ea;--delete:#c0352b;--delete-ground:#fdeae8;
  --row:34px;
  --set:#8a5c00;--set-ground:#fff4d6;--blocked:#6e40c9;--blocked-ground:#f1eafd;--same:#c3cbd4}
@media(prefers-color-scheme:dark){:root{
  --ground:#0f1216;--card:#181c22;--ink:#e6e9ed;--soft:#94a0ad;--line:#2a3038;--focus:#7aa7ff;
  --add:#4cc38a;--add-ground:#12301f;--delete:#f2776d;--delete-ground:#3a1714;
  --set:#e5b454;--set-ground:#33270b;--blocked:#b393f5;--blocked-ground:#271b3f;--same:#3c444e}}
`

const frame = `
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--ground);color:var(--ink);
  font:14px/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
header{display:flex;align-items:baseline;gap:4px 12px;padding:16px 24px 6px;flex-wrap:wrap}
header .soft{flex:1;min-width:220px}
h1{font-size:20px;margin:0}
button,select,input{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:6px 10px}
button{cursor:pointer}
:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
code{font:12.5px ui-monospace,Menlo,Consolas,monospace}
.soft{color:var(--soft)}
.number{text-align:right;font-variant-numeric:tabular-nums}
.add{color:var(--add)}.delete{color:var(--delete)}
.warn{background:var(--delete-ground);color:var(--delete);border-radius:8px;padding:8px 12px;margin:10px 0}
.tag{display:inline-block;border-radius:6px;padding:1px 8px;font-size:12px;text-align:center}
.tag.add{background:var(--add-ground)}.tag.delete{background:var(--delete-ground)}
.tag.set{color:var(--set);background:var(--set-ground)}.tag.blocked{color:var(--blocked);background:var(--blocked-ground)}
`

const glance = `
#notes{padding:0 24px}
#cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(124px,1fr));gap:10px;padding:8px 24px}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:10px 12px;min-width:0}
.card h2{font-size:13px;margin:0 0 6px;color:var(--soft);font-weight:600}
.count{display:block;font-size:22px;line-height:1.25;font-variant-numeric:tabular-nums}
.count.adds{color:var(--add)}.count.deletes{color:var(--delete)}.count.blocked{color:var(--blocked)}
#cards .soft{font-size:12.5px}
#glance{display:grid;grid-template-columns:1fr 1fr;gap:10px;padding:2px 24px 8px}
.legends{display:flex;flex-wrap:wrap;gap:2px 14px}
.legend::before{content:"";display:inline-block;width:9px;height:9px;border-radius:3px;margin-right:6px;background:var(--part)}
.changes{--part:var(--set)}.blocked{--part:var(--blocked)}.same{--part:var(--same)}
.bar{display:flex;height:10px;border-radius:5px;overflow:hidden;background:var(--same);margin:4px 0 10px}
.bar i{background:var(--part)}
.domain{display:flex;gap:8px;width:100%;background:none;border:0;border-radius:6px;padding:1px 4px;text-align:left}
.domain:hover{background:var(--ground)}
.domain span:first-child{flex:1;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
`

const lists = `
#filters{display:flex;gap:8px;padding:4px 24px 10px;flex-wrap:wrap;align-items:center}
#search{flex:1;min-width:220px}
main{flex:1 0 420px;min-height:0;display:grid;grid-template:minmax(0,1fr) / minmax(0,3fr) minmax(320px,2fr);
  gap:10px;padding:0 24px 20px}
#list,#detail{overflow:auto;min-height:0;background:var(--card);border:1px solid var(--line);border-radius:12px}
#list{position:relative}
#rows{position:absolute;left:0;right:0;top:0}
#empty{margin:0;padding:14px 18px}
#empty:empty{display:none}
.row{display:grid;grid-template-columns:76px minmax(0,1fr) 80px 132px 60px 60px;gap:8px;align-items:center;height:var(--row);padding:0 14px;
  border-bottom:1px solid var(--line);cursor:pointer;white-space:nowrap}
.row span{overflow:hidden;text-overflow:ellipsis}
.row:hover,.row.picked{background:var(--ground)}
.row.picked{box-shadow:inset 3px 0 var(--focus)}
.row .reason{grid-column:span 2;text-align:right;color:var(--blocked)}
#detail{padding:14px 18px;overflow-wrap:anywhere}
#detail h2{margin:0;font-size:16px}
#detail p{margin:6px 0}
#detail ul{list-style:none;margin:10px 0;padding:0}
#detail li{border-top:1px solid var(--line);padding:5px 0 5px 16px}
#detail li>:first-child{margin-left:-16px}
@media(max-width:900px){
  header,#notes,#cards,#glance,#filters,main{padding-left:14px;padding-right:14px}
  #glance,main{grid-template:none / minmax(0,1fr)}
  main{flex:none}
  #list{height:60vh}
}
@media(max-width:600px){
  :root{--row:52px}
  #cards{grid-template-columns:repeat(auto-fit,minmax(96px,1fr));gap:6px}
  #cards .card{padding:6px 8px}
  .count{font-size:17px}
  #search,#found{flex-basis:100%}
  select{flex:1;min-width:0}
  .row{grid-template-columns:62px auto minmax(0,1fr) auto auto;gap:0 8px;padding:6px 10px;line-height:20px}
  .row .tag{grid-row:1 / span 2}
  .row .app{grid-area:1 / 2 / auto / span 2}
  .row .vendor{grid-area:2 / 2;color:var(--soft)}
  .row .list{grid-area:2 / 3}
  .row .number{grid-area:1 / 4}
  .row .number.delete{grid-area:1 / 5}
  .row .reason{grid-area:1 / 4 / auto / span 2}
  .tag{padding:1px 4px}
}
@media print{
  body,main{display:block}
  #list,#detail{overflow:visible;height:auto}
  #rows{position:static}
  #space,#filters>:not(#found),#language{display:none}
  .row{break-inside:avoid}
}
`

/**
 * How the page of a plan looks, by day and by night, on a desk and on a phone.
 */
export const pageStyle = [colours, frame, glance, lists].join('')
