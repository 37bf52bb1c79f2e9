/** What has to be so before a line is typed. */
export type Stage =
  /** The default instance is configured, and neither a gateway nor a service of it is there. */
  | 'stopped'
  /** It is a service under a real `systemd --user`, and serves. */
  | 'serving'
  /** Beside that, the dev instance runs in another terminal. */
  | 'dev';

export interface Typed {
  readonly stage: Stage;
  /** As it is typed, placeholders filled in. The line itself when absent. */
  readonly typed?: readonly string[];
  /** Commands that set the stage further. */
  readonly before?: string;
  /** It stays in the foreground: once it has said this, `proof` is run and it gets the signal. */
  readonly stays?: { readonly until: RegExp; readonly signal: 'SIGINT' | 'SIGTERM' };
  /** Where the line is typed in the middle of more, e.g. on another machine. */
  readonly within?: (line: string) => string;
  /** Proves the effect; must end with 0. */
  readonly proof?: string | ((typed: string) => string);
  readonly cleanup?: string;
  /** 0 when absent. */
  readonly code?: number;
  readonly says?: RegExp;
}

export interface NotTyped {
  readonly reason: string;
}

/** The token of the default instance. */
export const TOKEN = 'a-token-of-the-runbook-that-nobody-guesses';
const PERSON = '+15550001111';

const ctrlC = (until = /talk to it: /) => ({ until, signal: 'SIGINT' }) as const;
const foreground = (more: Partial<Typed> = {}): Typed => ({
  stage: 'stopped',
  stays: ctrlC(),
  proof: 'moltbot health',
  says: /listening on ws:\/\/127\.0\.0\.1:18789/,
  ...more,
});
const serving = (says: RegExp, more: Partial<Typed> = {}): Typed => ({ stage: 'serving', says, ...more });

/** A line on another machine, which can reach this one by ssh only; what follows is done there while it runs. */
const onLaptop =
  (signal: 'INT' | 'TERM') =>
  (line: string): string =>
    `laptop '${line} & pid=$!; await-port 18789 && moltbot health --url ws://127.0.0.1:18789 --token ${TOKEN}; code=$?; kill -${signal} $pid; wait $pid; exit $code'`;

/** A unit by hand, as the runbook has it. `unit <profile> <port> <directory>` writes it. */
const USER_UNITS = '"$HOME/.config/systemd/user"';
const SYSTEM_UNITS = '/etc/systemd/system';

const CLI: Readonly<Record<string, Typed>> = {
  'moltbot gateway': foreground(),
  'moltbot gateway --port 18789': foreground(),
  'moltbot gateway --port 18789 --verbose': foreground({ says: /debug/ }),
  'moltbot gateway --force': foreground({
    before: `node -e "require('net').createServer().listen(18789, '127.0.0.1')" & await-port 18789`,
    says: /force: .*pid \d+ \(.*[^]*listening on ws:\/\/127\.0\.0\.1:18789/,
  }),
  'moltbot gateway --fresh-store': foreground({
    before: 'head -c 8192 /dev/urandom > ~/.clawdbot/gateway.db; rm -f ~/.clawdbot/gateway.db-*',
    says: /set aside/,
  }),
  'moltbot --dev setup': {
    stage: 'serving',
    says: /Workspace OK: .*clawd-dev/,
    proof: 'test -d ~/clawd-dev -a -f ~/.clawdbot-dev/moltbot.json',
  },
  'moltbot --dev gateway --allow-unconfigured': {
    stage: 'serving',
    stays: ctrlC(),
    proof: 'moltbot --dev health && moltbot health',
    says: /listening on ws:\/\/127\.0\.0\.1:19001/,
  },
  'moltbot --dev status': { stage: 'dev', says: /19001/ },
  'moltbot --dev health': { stage: 'dev', says: /Agents:/ },
  'CLAWDBOT_CONFIG_PATH=~/.clawdbot/a.json CLAWDBOT_STATE_DIR=~/.clawdbot-a moltbot gateway --port 19001': {
    stage: 'serving',
    stays: ctrlC(),
    proof:
      'test -S ~/.clawdbot-a/gateway.sock && CLAWDBOT_CONFIG_PATH=~/.clawdbot/a.json CLAWDBOT_STATE_DIR=~/.clawdbot-a moltbot health',
    says: /listening on ws:\/\/127\.0\.0\.1:19001/,
  },
  'CLAWDBOT_CONFIG_PATH=~/.clawdbot/b.json CLAWDBOT_STATE_DIR=~/.clawdbot-b moltbot gateway --port 19002': {
    stage: 'serving',
    stays: ctrlC(),
    proof:
      'test -S ~/.clawdbot-b/gateway.sock && CLAWDBOT_CONFIG_PATH=~/.clawdbot/b.json CLAWDBOT_STATE_DIR=~/.clawdbot-b moltbot health',
    says: /listening on ws:\/\/127\.0\.0\.1:19002/,
  },
  'moltbot setup': { stage: 'stopped', says: /Workspace OK: .*clawd/ },
  'moltbot onboard': {
    stage: 'stopped',
    says: /there is no terminal to ask at: use --non-interactive --accept-risk/,
    code: 64,
    // Without questions it does the whole of it, lingering included.
    proof:
      'moltbot onboard --non-interactive --accept-risk --install-daemon && test -f ~/linger/root && moltbot health',
    cleanup: 'rm ~/linger/root',
  },
  'moltbot doctor': serving(/warning gateway-actor-backing-off: .*telegram:default/),
  'moltbot status': serving(/18789/),
  'moltbot health --json': serving(/"ok": true/),
  'moltbot gateway health|status': serving(/Agents:|Handshake:/, {
    typed: ['moltbot gateway health', 'moltbot gateway status'],
  }),
  'moltbot message send --target <num> --message "hi" [--media ...]': serving(
    /NOT_LINKED: WhatsApp is not linked/,
    {
      before: 'printf picture > ~/photo.jpg',
      typed: [
        `moltbot message send --target ${PERSON} --message "hi"`,
        `moltbot message send --target ${PERSON} --message "hi" --media ~/photo.jpg`,
      ],
      code: 1,
    },
  ),
  'moltbot message send': serving(/required option '-t, --target <target>' not specified/, { code: 64 }),
  'moltbot agent --message "hi" --to <num>': serving(/This is the gateway itself speaking/, {
    typed: [`moltbot agent --message "hi" --to ${PERSON}`],
  }),
  'moltbot agent --message "hi" --stream': serving(/This is the gateway itself speaking/),
  [`moltbot gateway call <method> --params '{"k":"v"}'`]: serving(/"sessions"/, {
    typed: [`moltbot gateway call status --params '{"k":"v"}'`],
  }),
  "moltbot gateway call status --params '{}'": serving(/"sessions"/),
  'moltbot sessions': serving(/Session store: /),
  'moltbot devices list': serving(/Pending \(0\)/),
  logs: serving(/Log file/, { typed: ['moltbot logs'] }),
  'moltbot logs --limit 20': serving(/Log file/),
  'moltbot logs --follow': serving(/Log file/, { stays: ctrlC(/Log file/) }),
  'moltbot config validate': serving(/is valid/),
  'moltbot config plan': serving(/Nothing differs from what is in use/),
  'moltbot config set messages.queue.cap 20': serving(/applied/, {
    proof: 'grep -q "cap" ~/.clawdbot/moltbot.json',
  }),
  'moltbot config history': serving(/messages\.queue\.cap/),
  'moltbot config rollback': serving(/Put .*\.bak in the place of/, {
    proof: '! grep -q "cap" ~/.clawdbot/moltbot.json',
  }),
  'moltbot channels add --channel telegram --token <token>': serving(
    /Added the Telegram account "default"[^]*The running gateway has applied it/,
    {
      typed: ['moltbot channels add --channel telegram --token 123456:ABC-def'],
      proof: 'grep -q 123456:ABC-def ~/.clawdbot/moltbot.json',
    },
  ),
  'moltbot channels start --channel <网络>': serving(/telegram default: /, {
    typed: ['moltbot channels start --channel telegram'],
    before: 'moltbot channels add --channel telegram --token 123456:ABC-def',
  }),
  'moltbot channels login': serving(/channels\.whatsapp is not configured; add it with/, { code: 1 }),
  'moltbot channels status': serving(/Gateway reachable/),
  'moltbot channels status --probe': serving(/Gateway reachable/),
  'moltbot pairing list': serving(/No pending pairing requests/),
  'moltbot pairing approve <channel> <code>': serving(
    /No pending telegram pairing request has the code ABCDEFGH/,
    {
      typed: ['moltbot pairing approve telegram ABCDEFGH'],
      code: 1,
    },
  ),
  'moltbot outbox list': serving(/accepted/),
  'moltbot outbox retry <id>': serving(/Trying 1 again: telegram to 42/, {
    before:
      'moltbot channels add --channel telegram --token 123456:ABC-def && moltbot message send --channel telegram --target 42 --message hi --wait accepted && moltbot outbox drop 1',
    typed: ['moltbot outbox retry 1'],
  }),
  'moltbot outbox drop <id>': serving(/Dropped 1: telegram to 42 \(dead\)/, {
    typed: ['moltbot outbox drop 1'],
  }),
  'gateway why <部件>': serving(/gateway\/pulse is /, { typed: ['moltbot gateway why pulse'] }),
  'gateway watch': serving(/ → /, {
    typed: ['moltbot gateway watch'],
    stays: ctrlC(/ → /),
    // Something to see: the configuration is read again and again.
    within: (line) =>
      `(while kill -0 $$ 2>/dev/null; do systemctl --user kill -s HUP moltbot-gateway.service; sleep 0.2; done) & exec ${line}`,
  }),
  'moltbot gateway resume pulse': serving(/only a part that is parked or backingOff can be resumed/, {
    code: 1,
  }),
  'moltbot gateway resume channels': serving(/only a part that is parked or backingOff can be resumed/, {
    code: 1,
  }),
};

const SERVICE: Readonly<Record<string, Typed>> = {
  'moltbot gateway install': {
    stage: 'stopped',
    says: /the gateway serves \(pid \d+\)/,
    proof: 'systemctl --user is-active moltbot-gateway.service && moltbot health',
  },
  'gateway install': serving(/is installed already/, { typed: ['moltbot gateway install'] }),
  'moltbot gateway install --force': serving(/the gateway serves \(pid \d+\)/),
  'moltbot gateway install --dry-run': serving(/moltbot-gateway\.service/),
  'moltbot gateway status': serving(/Supervisor:[^]*Port:[^]*Handshake:[^]*RPC:[^]*Config:[^]*Probe target:/),
  'gateway status': serving(/Supervisor:[^]*Config:[^]*Probe target:/, { typed: ['moltbot gateway status'] }),
  'gateway status --deep': serving(/gateway\/edge|edge/, { typed: ['moltbot gateway status --deep'] }),
  'gateway status --no-probe': serving(/RPC: +not tried/, { typed: ['moltbot gateway status --no-probe'] }),
  'gateway status --json': serving(/"supervisor": \{/, { typed: ['moltbot gateway status --json'] }),
  'moltbot gateway stop': serving(/Stopped/, {
    proof: '! systemctl --user is-active moltbot-gateway.service',
  }),
  'moltbot gateway restart': serving(/restarted in \d+ ms: pid \d+/, { proof: 'moltbot health' }),
  'moltbot gateway stop|restart': serving(/Stopped in \d+ ms|restarted in \d+ ms/, {
    typed: ['moltbot gateway stop', 'moltbot gateway restart'],
  }),
  'moltbot gateway uninstall': serving(
    /Removed .*moltbot-gateway\.service\. The state in .* was left alone/,
    {
      proof: 'test ! -e ~/.config/systemd/user/moltbot-gateway.service -a -f ~/.clawdbot/gateway.db',
    },
  ),
  'moltbot --profile main gateway install': serving(/the gateway serves/, {
    proof:
      'systemctl --user is-active moltbot-gateway-main.service && moltbot --profile main health && moltbot health',
  }),
  'moltbot --profile rescue gateway install': serving(/the gateway serves/, {
    proof:
      'systemctl --user is-active moltbot-gateway-rescue.service && moltbot --profile rescue health && moltbot gateway status',
    cleanup: 'moltbot --profile rescue gateway uninstall && moltbot --profile main gateway uninstall',
  }),
  'sudo loginctl enable-linger youruser': serving(/^$/, {
    typed: ['sudo loginctl enable-linger root'],
    proof: 'test -f ~/linger/root && ! moltbot gateway install --force | grep -q "logs out"',
  }),
  'systemctl --user enable --now moltbot-gateway[-<profile>].service': {
    stage: 'stopped',
    typed: [
      'systemctl --user enable --now moltbot-gateway.service',
      'systemctl --user enable --now moltbot-gateway-night.service',
    ],
    before: `unit default 18789 ${USER_UNITS}; unit night 19555 ${USER_UNITS}; systemctl --user daemon-reload`,
    proof: (typed) =>
      typed.includes('night')
        ? 'await-port 19555 && moltbot --profile night health'
        : 'await-port 18789 && moltbot health',
    cleanup: `systemctl --user disable --now moltbot-gateway.service moltbot-gateway-night.service; rm -f ${USER_UNITS}/moltbot-gateway*; systemctl --user daemon-reload`,
  },
  'sudo systemctl daemon-reload': {
    stage: 'stopped',
    before: `unit default 18789 ${SYSTEM_UNITS} system`,
  },
  'sudo systemctl enable --now moltbot-gateway[-<profile>].service': {
    stage: 'stopped',
    typed: [
      'sudo systemctl enable --now moltbot-gateway.service',
      'sudo systemctl enable --now moltbot-gateway-night.service',
    ],
    before: `unit default 18789 ${SYSTEM_UNITS} system; unit night 19555 ${SYSTEM_UNITS} system`,
    says: /Created symlink/,
    cleanup: `rm -f ${SYSTEM_UNITS}/moltbot-gateway*`,
  },
};

const ELSEWHERE: Readonly<Record<string, Typed>> = {
  'ssh -N -L 18789:127.0.0.1:18789 user@host': serving(/Agents:/, {
    typed: ['ssh -N -L 18789:127.0.0.1:18789 root@host'],
    // What a shell puts into the background does not hear Ctrl-C.
    within: onLaptop('TERM'),
  }),
  'moltbot gateway tunnel user@host': serving(/Agents:/, {
    typed: ['moltbot gateway tunnel root@host'],
    within: onLaptop('INT'),
  }),
  'moltbot gateway discover': serving(/^Found \d+ gateways? · domains: local\./),
  'moltbot gateway probe': serving(/Reachable: yes[^]*this machine \(active\)/),
  'npm start': {
    stage: 'stopped',
    stays: ctrlC(),
    proof: 'moltbot --dev health',
    says: /listening on ws:\/\/127\.0\.0\.1:19001[^]*gateway stopped/,
    // npm ends of the signal itself; what it ran has ended well.
    code: 130,
  },
  'pnpm gateway:watch': {
    stage: 'stopped',
    stays: { until: /talk to it: /, signal: 'SIGTERM' },
    proof: 'moltbot --dev health',
    says: /gateway stopped/,
    // As the runbook says: 143 is a stop, not a crash.
    code: 143,
  },
  'pnpm protocol:gen': {
    stage: 'stopped',
    before: 'rm ~/checkout/src/protocol/generated/types.ts',
    says: /wrote src\/protocol\/generated\/types\.ts/,
    proof: 'cmp ~/checkout/src/protocol/generated/types.ts "$REPOSITORY"/src/protocol/generated/types.ts',
  },
  'pnpm protocol:gen:swift': {
    stage: 'stopped',
    before: 'rm ~/checkout/src/protocol/generated/swift/GatewayModels.swift',
    says: /wrote src\/protocol\/generated\/swift\/GatewayModels\.swift/,
    proof:
      'cmp ~/checkout/src/protocol/generated/swift/GatewayModels.swift "$REPOSITORY"/src/protocol/generated/swift/GatewayModels.swift',
  },
};

/** Typed by the stand-in for launchd of `test/support/launchctl.ts`, after the agent was installed there. */
export const LAUNCHD: readonly string[] = [
  'launchctl kickstart -k gui/$UID/bot.molt.gateway',
  'launchctl bootout gui/$UID/bot.molt.gateway',
];

const NOT_TYPED: Readonly<Record<string, NotTyped>> = {
  'npm ci': { reason: 'replaces the very modules this test runs on; CI does it on every run' },
};

/** What the runbook says of every command line in it. One that is not here fails the test. */
export const LINES: Readonly<Record<string, Typed | NotTyped>> = {
  ...CLI,
  ...SERVICE,
  ...ELSEWHERE,
  ...NOT_TYPED,
};

const node = (script: string): string => `node --input-type=module -e "${script}"`;
const post = (path: string): string =>
  node(
    `const r = await fetch('http://127.0.0.1:18789${path}', {method: 'POST', headers: {authorization: 'Bearer ${TOKEN}'}, body: '{}'}); console.log('status', r.status)`,
  );

/** What the runbook says is not there yet, and how one sees that: each becomes wrong the day it is built, and the page with it. */
export const ABSENT: Readonly<Record<string, Typed>> = {
  'http://<gateway-host>:18793/__moltbot__/canvas/': serving(/ECONNREFUSED|refused/i, {
    typed: ['exec 3<>/dev/tcp/127.0.0.1/18793'],
    code: 1,
  }),
  '/v1/chat/completions': serving(/status 404/, { typed: [post('/v1/chat/completions')] }),
  '/v1/responses': serving(/status 404/, { typed: [post('/v1/responses')] }),
  '/tools/invoke': serving(/status 404/, { typed: [post('/tools/invoke')] }),
  'node.list': serving(/unknown method/, { typed: ['moltbot gateway call node.list'], code: 1 }),
  'node.describe': serving(/unknown method/, { typed: ['moltbot gateway call node.describe'], code: 1 }),
  'node.invoke': serving(/unknown method/, { typed: ['moltbot gateway call node.invoke'], code: 1 }),
  'node.pair.*': serving(/unknown method/, { typed: ['moltbot gateway call node.pair.list'], code: 1 }),
};
