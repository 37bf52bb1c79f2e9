/** The inspector page in its three parts; each is hashed into the content security policy. Text is set, never parsed as HTML. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; }
body { font: 13px/1.6 ui-monospace, monospace; margin: 1.5rem; display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 3rem; }
h1 { font-size: 1.3rem; margin: 0; } h2 { font-size: 1rem; margin: 1.2rem 0 .2rem; } ol { margin: 0; padding-left: 2rem; } pre { margin: 0; }
aside, td:nth-child(3), td:nth-child(6) { overflow-wrap: anywhere; } pre { white-space: pre-wrap; } #link { margin: 0 0 1rem; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .1rem .75rem .1rem 0; vertical-align: top; }
th { font-weight: normal; opacity: .6; border-bottom: 1px solid #8886; } th, td:first-child, td:nth-child(4) { white-space: nowrap; }
tr[data-id] { cursor: pointer; } tr[aria-selected=true] { background: #8883; } .red { color: #c22; } .dim { opacity: .6; }
@media (max-width: 60rem) { body { grid-template-columns: minmax(0, 1fr); } }
`;

export const PAGE_BODY = `
<main><h1>Actors</h1><p id="link" class="dim">connecting</p>
<table><thead><tr><th>actor<th>machine<th>state<th>since<th>restarts<th>last error<th>next</tr></thead><tbody id="tree"></tbody></table></main>
<aside><h1 id="name">Pick an actor</h1><h2>Why</h2><ol id="why"></ol><h2>Chart as walked</h2><pre id="chart"></pre><h2>Recent</h2><ol id="recent"></ol></aside>
`;

export const PAGE_SCRIPT = `
const base = '/__moltbot__/inspect';
const byId = (id) => document.getElementById(id);
const red = /backingOff|parked|exhausted|killed|failed|failing|crashed|lost/;
let selected;
const cell = (text, className) => { const td = document.createElement('td'); td.textContent = text ?? ''; if (className) td.className = className; return td; };
const time = (ms) => new Date(ms).toLocaleTimeString(undefined, { hour12: false });
const line = (t) => time(t.at) + ' ' + t.actor + ': ' + t.from + ' → ' + t.to + ' on ' + t.event + (t.cause ? ' (' + t.cause + ')' : '');
const list = (node, items) => node.replaceChildren(...items.map((t) => { const li = document.createElement('li'); li.textContent = line(t); return li; }));
const chart = (items) => {
  const edges = new Map();
  for (const t of items) edges.set(t.from + ' → ' + t.to + ' : ' + t.event, true);
  return [...edges.keys()].join('\\n');
};
const show = async () => {
  if (!selected) return;
  const answer = await fetch(base + '/actor?id=' + encodeURIComponent(selected));
  const { why, transitions } = await answer.json();
  byId('name').textContent = selected;
  list(byId('why'), why);
  list(byId('recent'), transitions.toReversed());
  byId('chart').textContent = chart(transitions);
};
const draw = (nodes) => byId('tree').replaceChildren(...nodes.map((node) => {
  const row = document.createElement('tr');
  const depth = node.id.split('/').length - 1;
  row.dataset.id = node.id;
  row.ariaSelected = String(node.id === selected);
  row.onclick = () => { selected = node.id; draw(nodes); show(); };
  const name = '\\u00a0'.repeat(depth * 2) + node.id.split('/').at(-1) + (node.omitted ? ' (+' + node.omitted + ' more)' : '');
  row.append(cell(name), cell(node.machine, 'dim'), cell(node.state.replaceAll('|', ' | '), red.test(node.state) ? 'red' : ''), cell(time(node.since), 'dim'),
    cell(node.restarts || ''), cell(node.lastError, 'red'), cell(node.next ? node.next + ' at ' + time(node.nextAt) : ''));
  return row;
}));
const source = new EventSource(base + '/tree');
source.onopen = () => { byId('link').textContent = 'live'; };
source.onerror = () => { byId('link').textContent = 'lost, reconnecting'; };
source.onmessage = (event) => { draw(JSON.parse(event.data)); show(); };
`;
