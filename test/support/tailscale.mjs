#!/usr/bin/env node
// Stands in for the `tailscale` program: it knows the few commands the gateway gives, and refuses everything else, as the real one does.
// Its state is the JSON file in FAKE_TAILSCALE: {backend, name, users, denied, funnel, serve}; every command is added to FAKE_TAILSCALE.log.
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const file = process.env['FAKE_TAILSCALE'];
if (file === undefined) {
  console.error('FAKE_TAILSCALE is not set');
  process.exit(70);
}
const words = process.argv.slice(2);
appendFileSync(`${file}.log`, `${words.join(' ')}\n`);
const state = JSON.parse(readFileSync(file, 'utf8'));

const fail = (text, code = 1) => {
  console.error(text);
  process.exit(code);
};
const usage = () => fail(`unknown or wrong command: tailscale ${words.join(' ')}`, 2);
const save = () => {
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(state));
  renameSync(`${file}.${process.pid}`, file);
};

if (state.down === true) {
  fail('failed to connect to local tailscaled; it doesn’t appear to be running (is tailscaled running?)');
}
if (state.hangs === true) setInterval(() => {}, 60_000);
else {
  const [verb, ...rest] = words;
  if (verb === 'status') {
    if (rest.join(' ') !== '--json') usage();
    console.log(
      JSON.stringify({ BackendState: state.backend, Self: { DNSName: `${state.name}.`, TailscaleIPs: [] } }),
    );
  } else if (verb === 'serve' || verb === 'funnel') {
    if (rest.join(' ') === 'reset') {
      delete state.serve;
      save();
    } else {
      const [bg, yes, target, more] = rest;
      const good = /^(?:\d{1,5}|https\+insecure:\/\/127\.0\.0\.1:\d{1,5})$/;
      if (bg !== '--bg' || yes !== '--yes' || more !== undefined || !good.test(target ?? '')) usage();
      if (state.denied === true)
        fail("Access denied: serve config denied\n\nUse 'sudo tailscale serve --bg --yes'.");
      if (verb === 'funnel' && state.funnel !== true)
        fail(
          'Funnel is not enabled on your tailnet.\nTo enable, visit: https://login.tailscale.com/f/funnel',
        );
      state.serve = { verb, target };
      save();
    }
  } else if (verb === 'whois') {
    if (rest[0] !== '--json' || rest.length !== 2) usage();
    const login = state.users?.[rest[1]];
    if (login === undefined) fail(`peer not found`);
    console.log(JSON.stringify({ Node: { Name: 'x' }, UserProfile: { LoginName: login } }));
  } else usage();
}
