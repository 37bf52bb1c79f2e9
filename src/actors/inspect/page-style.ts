/** Hashed into the content security policy of the page: no other style is let in. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf8, #171412); --card: light-dark(#ffffff, #1f1b18); --line: light-dark(#e4dfd9, #36302b);
  --ink: light-dark(#26211d, #ece5de); --soft: light-dark(#70675f, #a2978d);
  --good: light-dark(#157a45, #4cd08a); --wait: light-dark(#935f00, #ffbf4d); --bad: light-dark(#c22a1c, #ff7566); --accent: light-dark(#c8401a, #ff8a5b);
  --good-bg: light-dark(#e2f4e9, #16301f); --wait-bg: light-dark(#fbeed2, #382a0c); --bad-bg: light-dark(#fbe3df, #421a15); --rest-bg: light-dark(#efebe6, #2a2521);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 13px/1.55 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; padding: .9rem 1.5rem; border-bottom: 1px solid var(--line); background: var(--card); }
h1 { font-size: 1.15rem; margin: 0; } h1 b { color: var(--accent); } h2 { font-size: .8rem; font-weight: 600; color: var(--soft); margin: 1.4rem 0 .4rem; }
#layout { display: grid; grid-template-columns: minmax(0, 11fr) minmax(0, 9fr); gap: 1.25rem; padding: 1.25rem 1.5rem; align-items: start; }
section, aside { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.1rem; min-width: 0; }
section > h2:first-child, aside > h2:first-child { margin-top: 0; } #left { display: grid; gap: 1.25rem; min-width: 0; }
aside { position: sticky; top: 1.25rem; max-height: calc(100vh - 2.5rem); overflow: auto; }
.soft { color: var(--soft); } .bad { color: var(--bad); } .num { text-align: right; white-space: nowrap; }
.row { display: grid; grid-template-columns: minmax(9rem, 1fr) minmax(10rem, 1.2fr) 6.5rem 4.5rem; gap: 0 .75rem; width: 100%; padding: .14rem .4rem; border: 0; border-radius: 4px; background: none; color: inherit; font: inherit; text-align: left; cursor: pointer; }
.row:hover { background: var(--rest-bg); } .row:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; } .row[aria-selected=true] { background: var(--rest-bg); box-shadow: inset 3px 0 var(--accent); }
.name { white-space: pre; overflow: hidden; text-overflow: ellipsis; } .name i { font-style: normal; color: color-mix(in srgb, var(--soft) 55%, transparent); } .tag { justify-self: start; align-self: start; } .more { grid-column: 1 / -1; padding-left: 1.5rem; overflow-wrap: anywhere; }
.chip { display: inline-block; padding: 0 .5em; border-radius: 9px; background: var(--rest-bg); white-space: nowrap; }
.chip.good { color: var(--good); background: var(--good-bg); } .chip.wait { color: var(--wait); background: var(--wait-bg); } .chip.bad { color: var(--bad); background: var(--bad-bg); font-weight: 600; }
.regions { display: block; color: var(--soft); font-size: .85em; overflow-wrap: anywhere; }
.fresh { animation: fresh 1.2s ease-out; } @keyframes fresh { from { background: color-mix(in srgb, var(--accent) 40%, transparent); } }
@media (prefers-reduced-motion: reduce) { .fresh { animation: none; } }
table { border-collapse: collapse; width: 100%; } td { padding: .1rem .7rem .1rem 0; vertical-align: top; white-space: nowrap; } td:first-child { color: var(--soft); } td:last-child { width: 99%; min-width: 11rem; white-space: normal; overflow-wrap: anywhere; }
#feed { max-height: 14rem; overflow: auto; } #feed td:nth-child(2) { max-width: 12rem; overflow: hidden; text-overflow: ellipsis; } .chart, .chart .inner { display: flex; flex-wrap: wrap; gap: .5rem; align-items: flex-start; }
.state { border: 1px solid var(--line); border-radius: 7px; padding: .25rem .55rem .35rem; } .state > .inner { margin-top: .35rem; } .state.parallel > .inner > .state { border-style: dashed; }
.state.on { border-color: var(--good); background: var(--good-bg); } .state.on.wait { border-color: var(--wait); background: var(--wait-bg); } .state.on.bad { border-color: var(--bad); background: var(--bad-bg); }
.state > b { font-weight: 500; } .state.on > b { font-weight: 700; } .leads { color: var(--soft); font-size: .82em; line-height: 1.4; } .state:not(.on) > .leads { display: none; } .state:hover > .leads { display: block; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0 1rem; margin: .5rem 0 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 62rem) { #layout { grid-template-columns: minmax(0, 1fr); } aside { position: static; max-height: none; } }
@media (max-width: 40rem) { #layout { padding: .75rem; } section, aside { padding: .75rem; overflow-x: auto; } .row { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 4rem; } .row > :nth-child(3):not(.tag) { display: none; } .row > .tag { grid-row: 2; grid-column: 2 / -1; } }
`;
