/** The parts of the inspector page; style and script are hashed into the content security policy. Text is set, never parsed as HTML. */
export const PAGE_BODY = `
<header><h1><b>moltbot</b> actors</h1><span id="sum" class="soft"></span><span id="link" class="soft" role="status">connecting</span></header>
<div id="layout">
<div id="left"><section><h2>Tree</h2><div id="tree" role="listbox" aria-label="Actors"></div></section>
<section><h2>As it happens</h2><div id="feed"><table><tbody id="steps"></tbody></table></div></section></div>
<aside id="detail"><h2>Actor</h2><p class="soft">Pick one.</p></aside>
</div>
`;

export const PAGE_SCRIPT = `
const base = '/__moltbot__/inspect';
const MAX_STEPS = 100;
const byId = (id) => document.getElementById(id);
const make = (tag, className, ...inside) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...inside.filter((item) => item !== null && item !== undefined && item !== ''));
  return node;
};
const bad = /(^|[.|(])(parked|exhausted|killed|failed|failing|crashed|lost|conflict|loggedOut|timedOut|invalid)\\b/;
const waiting = /(^|[.|(])(backingOff|starting|restarting|stopping|retrying|draining|closing|opening|binding|booting)\\b/;
const resting = /^(standby|stopped|closed|\\(start\\))/;
const toneOf = (state) => bad.test(state) ? 'bad' : waiting.test(state) ? 'wait' : resting.test(state) ? 'rest' : 'good';
let selected = decodeURIComponent(location.hash.slice(1));
let nodes = [];
let ahead = 0;
const now = () => Date.now() + ahead;
const span = (ms) => {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return s + 's';
  if (s < 3600) return Math.floor(s / 60) + 'm ' + (s % 60) + 's';
  return s < 86400 ? Math.floor(s / 3600) + 'h ' + Math.floor(s % 3600 / 60) + 'm' : Math.floor(s / 86400) + 'd ' + Math.floor(s % 86400 / 3600) + 'h';
};
const clock = (ms) => new Date(ms).toLocaleTimeString(undefined, { hour12: false }) + '.' + String(ms % 1000).padStart(3, '0');
const age = (since, className) => { const node = make('span', className, span(now() - since)); node.dataset.since = since; return node; };
const until = (at) => { const node = make('span', 'chip wait', 'in ' + span(at - now())); node.dataset.until = at; return node; };
setInterval(() => {
  for (const node of document.querySelectorAll('[data-since]')) node.textContent = span(now() - node.dataset.since);
  for (const node of document.querySelectorAll('[data-until]')) node.textContent = 'in ' + span(node.dataset.until - now());
}, 1000);

const stateOf = (state) => {
  const [outer, regions] = partsOf(state);
  return make('span', '', make('span', 'chip ' + toneOf(state), outer), regions && make('span', 'regions', regions.split('|').join(' · ')));
};
const describe = (node, lead) => {
  const label = node.parent === null ? node.id : node.id.split('/').at(-1);
  const row = make('button', 'row', make('span', 'name', make('i', '', lead), label + (node.omitted ? '  +' + node.omitted + ' more' : '')),
    stateOf(node.state), make('span', node.restarts ? 'chip wait tag' : 'soft', node.restarts ? node.restarts + (node.restarts === 1 ? ' restart' : ' restarts') : node.machine), age(node.since, 'soft num'));
  row.title = node.id + ' (' + node.machine + ')';
  row.dataset.id = node.id;
  row.setAttribute('role', 'option');
  row.setAttribute('aria-selected', node.id === selected);
  if (node.lastError && toneOf(node.state) !== 'good') row.append(make('span', 'more bad', node.lastError));
  if (node.next) row.append(make('span', 'more', node.next + ' ', until(node.nextAt)));
  row.onclick = () => pick(node.id);
  return row;
};
const drawTree = (changed) => {
  const known = new Set(nodes.map((node) => node.id));
  const children = Map.groupBy(nodes, (node) => known.has(node.parent) ? node.parent : null);
  const focused = document.activeElement?.dataset?.id;
  const rows = [];
  const draw = (node, lead, branch, below) => {
    const row = describe(node, lead + branch);
    if (changed.has(node.id)) row.classList.add('fresh');
    rows.push(row);
    const own = children.get(node.id) ?? [];
    own.forEach((child, at) => draw(child, lead + below, at === own.length - 1 ? '└─ ' : '├─ ', at === own.length - 1 ? '   ' : '│  '));
  };
  for (const root of children.get(null) ?? []) draw(root, '', '', '');
  byId('tree').replaceChildren(...rows);
  if (focused) rows.find((row) => row.dataset.id === focused)?.focus();
  const down = nodes.filter((node) => toneOf(node.state) === 'bad').length;
  const busy = nodes.filter((node) => toneOf(node.state) === 'wait').length;
  const total = nodes.reduce((sum, node) => sum + 1 + (node.omitted ?? 0), 0);
  byId('sum').replaceChildren(total + ' actors  ', make('span', 'chip ' + (down ? 'bad' : busy ? 'wait' : 'good'), down ? down + ' down' : busy ? busy + ' in between' : 'all well'));
};
byId('tree').onkeydown = (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const rows = [...byId('tree').children];
  rows[rows.findIndex((row) => row === document.activeElement) + step]?.focus();
};

const partsOf = (state) => /^([^(]+?)[.]?[(](.+)[)]$/.exec(state)?.slice(1) ?? [state, ''];
/** Of parallel regions only those that changed. */
const reached = ({ from, to }) => {
  const [was, before] = partsOf(from);
  const [is, after] = partsOf(to);
  const known = before.split('|');
  return (was === is && after.split('|').filter((region) => !known.includes(region)).join(' · ')) || is;
};
const stepRow = (step, withActor) => {
  const row = make('tr', '', make('td', '', clock(step.at)));
  if (withActor) row.append(make('td', '', step.actor.split('/').slice(1).join('/') || step.actor));
  row.append(make('td', '', make('span', 'chip ' + toneOf(step.to), reached(step))),
    make('td', 'soft', step.event + (step.cause && step.cause !== step.actor ? ' — ' + step.cause : '')));
  row.title = step.actor + ': ' + step.from + ' → ' + step.to;
  return row;
};
const table = (steps, withActor) => make('table', '', make('tbody', '', ...steps.map((step) => stepRow(step, withActor))));
const stateBox = (state) => {
  const box = make('div', 'state' + (state.active ? ' on ' + toneOf(state.name) : '') + (state.parallel ? ' parallel' : ''), make('b', '', state.name));
  if (state.states.length) box.append(make('div', 'inner', ...state.states.map(stateBox)));
  else if (state.leads.length) box.append(make('div', 'leads', ...state.leads.map(([event, to]) => make('div', '', event + ' → ' + to.join(', ')))));
  return box;
};
let asked = 0;
const show = async () => {
  const node = nodes.find((item) => item.id === selected);
  if (!selected) return;
  const turn = asked += 1;
  const answer = await fetch(base + '/actor?id=' + encodeURIComponent(selected));
  const { why, transitions, charts } = await answer.json();
  if (turn !== asked) return;
  const facts = make('dl', '');
  const fact = (name, value) => value && facts.append(make('dt', '', name), make('dd', '', value));
  if (node) {
    fact('state', stateOf(node.state)); fact('for', age(node.since)); fact('machine', node.machine);
    fact('restarts', String(node.restarts)); fact('last error', node.lastError && make('span', 'bad', node.lastError)); fact('next', node.next && make('span', '', node.next + ' ', until(node.nextAt)));
  } else facts.append(make('dt', '', 'it has ended'));
  const telling = why.filter((step) => step.actor !== selected || (toneOf(step.to) !== 'good' && step.to !== 'crashed' && !step.to.endsWith('starting')));
  const red = node && toneOf(node.state) !== 'good' && telling.length > 0;
  if (node?.state === 'parked') fact('start again', make('code', '', 'moltbot gateway resume ' + selected));
  const at = byId('detail').scrollTop;
  byId('detail').replaceChildren(make('h2', '', 'Actor'), make('h1', '', selected), facts,
    ...(red ? [make('h2', '', 'Why'), table(telling, true)] : []),
    ...charts.flatMap((chart) => [make('h2', '', 'Chart of ' + chart.machine), make('div', 'chart', ...chart.states.map(stateBox))]),
    make('h2', '', 'Recent transitions'), table(transitions.toReversed(), false));
  byId('detail').scrollTop = at;
};
const pick = (id) => {
  selected = id;
  history.replaceState(null, '', '#' + encodeURIComponent(id));
  for (const row of byId('tree').children) row.setAttribute('aria-selected', row.dataset.id === id);
  show();
};

const source = new EventSource(base + '/tree');
source.onopen = () => { byId('link').textContent = '● live'; byId('steps').replaceChildren(); };
source.onerror = () => { byId('link').textContent = '○ lost, reconnecting'; };
source.onmessage = (event) => {
  const frame = JSON.parse(event.data);
  ahead = frame.now - Date.now();
  nodes = frame.tree;
  const changed = new Set(frame.steps.map((step) => step.actor));
  const steps = byId('steps');
  steps.prepend(...frame.steps.toReversed().map((step) => stepRow(step, true)));
  while (steps.children.length > MAX_STEPS) steps.lastChild.remove();
  if (!selected) selected = (nodes.find((node) => toneOf(node.state) === 'bad') ?? nodes[0])?.id;
  const first = byId('tree').children.length === 0;
  drawTree(first ? new Set() : changed);
  if (first || changed.has(selected)) show();
};
`;
