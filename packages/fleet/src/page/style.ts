/**
 * How the page of a plan looks, by day and by night.
 */
export const pageStyle = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1b1f24;--soft:#65707c;--line:#e1e5ea;--add:#12804a;--addbg:#e3f5ea;--del:#c0352b;--delbg:#fdeae8;--set:#9a6700;--setbg:#fff4d6;--blk:#6e40c9;--blkbg:#f1eafd;--same:#c3cbd4;--focus:#2563eb}
@media(prefers-color-scheme:dark){:root{--bg:#0f1216;--card:#181c22;--ink:#e6e9ed;--soft:#94a0ad;--line:#2a3038;--add:#4cc38a;--addbg:#12301f;--del:#f2776d;--delbg:#3a1714;--set:#e5b454;--setbg:#33270b;--blk:#b393f5;--blkbg:#271b3f;--same:#3c444e;--focus:#7aa7ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:14px/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
header{display:flex;align-items:baseline;gap:12px;padding:18px 24px 6px;flex-wrap:wrap}
h1{font-size:20px;margin:0}
.soft{color:var(--soft)}
header .soft{flex:1}
button,select,input{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:6px 10px}
button{cursor:pointer}
:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
#cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:12px;padding:10px 24px}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:12px 16px}
.card b{display:block;font-size:24px;line-height:1.2;font-variant-numeric:tabular-nums}
#glance{display:grid;grid-template-columns:1fr 1fr;gap:12px;padding:2px 24px 10px}
.bar{display:flex;height:12px;border-radius:6px;overflow:hidden;background:var(--same);margin:4px 0 10px}
.bar i{display:block}
h2{font-size:13px;margin:0 0 8px;color:var(--soft);font-weight:600}
.host{display:flex;gap:8px;width:100%;background:none;border:0;border-radius:6px;padding:2px 4px;text-align:left}
.host:hover{background:var(--bg)}
.host span:first-child{flex:1;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
#filters{display:flex;gap:8px;padding:4px 24px 10px;flex-wrap:wrap;align-items:center}
#search{flex:1;min-width:220px}
main{display:grid;grid-template-columns:minmax(0,3fr) minmax(300px,2fr);gap:12px;padding:0 24px 24px}
#list{height:62vh;overflow:auto;position:relative;background:var(--card);border:1px solid var(--line);border-radius:12px}
#rows{position:absolute;left:0;right:0;top:0}
.row{display:grid;grid-template-columns:78px 90px minmax(0,1fr) 74px 62px 62px;gap:8px;align-items:center;height:34px;padding:0 14px;border-bottom:1px solid var(--line);cursor:pointer;white-space:nowrap}
.row:hover,.row.on{background:var(--bg)}
.row.on{box-shadow:inset 3px 0 var(--focus)}
.row .id{overflow:hidden;text-overflow:ellipsis}
.num{text-align:right;font-variant-numeric:tabular-nums}
.tag{display:inline-block;border-radius:6px;padding:1px 8px;font-size:12px;text-align:center}
.add{color:var(--add)}.del{color:var(--del)}
.tag.add{background:var(--addbg)}.tag.delete{color:var(--del);background:var(--delbg)}.tag.set{color:var(--set);background:var(--setbg)}.tag.blocked{color:var(--blk);background:var(--blkbg)}
#detail{height:62vh;overflow:auto;background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px 18px;overflow-wrap:anywhere}
#detail h3{margin:0 0 4px;font-size:16px}
#detail table{width:100%;border-collapse:collapse;margin:10px 0}
#detail td{border-top:1px solid var(--line);padding:5px 6px 5px 0;vertical-align:top}
code{font:12.5px ui-monospace,Menlo,Consolas,monospace}
.warn{background:var(--delbg);color:var(--del);border-radius:8px;padding:8px 12px;margin:10px 0}
@media(max-width:900px){main,#glance{grid-template-columns:1fr}#detail{height:auto}}
`
