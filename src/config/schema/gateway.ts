import {
  choice,
  count,
  map,
  on,
  path,
  port,
  positive,
  secret,
  section,
  text,
  word,
  words,
  named,
} from './parts.ts';

const auth = named(
  'GatewayAuthConfig',
  section(
    {
      mode: choice(
        ['token', 'password'],
        'Which secret clients show. Default: password when one is set, else token.',
      ),
      token: secret('Shared token. On loopback one is generated when none is set.'),
      tokenFile: path('File holding the token; read when `token` is absent.'),
      password: secret('Shared password.'),
      passwordFile: path('File holding the password; read when `password` is absent.'),
      allowTailscale: on(
        'Accept the identity Tailscale Serve vouches for. Default: only with serve and mode token.',
      ),
    },
    'How clients prove they may connect.',
  ),
);

const controlUi = section(
  {
    enabled: on('Serve the web page. Default true.'),
    basePath: text({ description: 'Path prefix, e.g. `/moltbot`. Default: none.' }),
    allowInsecureAuth: on('Let the page connect over plain HTTP with the token alone. Default false.'),
    dangerouslyDisableDeviceAuth: on('Ignore device identity of the page altogether. Default false.'),
    allowedOrigins: words(
      'Web origins besides the gateway itself that may connect, e.g. `https://ops.example.net`; their host names are accepted too.',
    ),
  },
  'The web page.',
);

const remote = section(
  {
    url: word('ws:// or wss:// address of the gateway to use.'),
    transport: choice(
      ['ssh', 'direct'],
      'How clients get there. `ssh`: each command opens a tunnel of its own, to `sshTarget` or the host of the address. Default `direct`.',
    ),
    token: secret('Token for the remote gateway.'),
    password: secret('Password for the remote gateway.'),
    tlsFingerprint: word('SHA-256 of the certificate to expect, as `gateway status` shows it over there.'),
    sshTarget: word('user@host[:port] of the tunnel; without `transport` only `gateway probe` tries it.'),
    sshIdentity: path('Key file of the tunnel.'),
  },
  'A gateway elsewhere; read by clients only, and only when `gateway.mode` is `remote`.',
);

const fetchLimits = {
  allowUrl: on('Fetch from http(s) addresses.'),
  allowedMimes: words('Accepted media types.'),
  maxBytes: positive('Largest accepted item, bytes.'),
  maxRedirects: count({ description: 'Redirects followed.' }),
  timeoutMs: positive('Deadline of a fetch, milliseconds.'),
};

const responsesEndpoint = section(
  {
    enabled: on('Default false.'),
    maxBodyBytes: positive('Largest request. Default 20 MB.'),
    files: section(
      {
        ...fetchLimits,
        maxChars: positive('Characters taken from a file.'),
        pdf: section(
          {
            maxPages: positive('Pages read.'),
            maxPixels: positive('Pixels per rendered page.'),
            minTextChars: count({ description: 'With less text than this a page is rendered as an image.' }),
          },
          'PDF files.',
        ),
      },
      'Files in requests.',
    ),
    images: section(fetchLimits, 'Images in requests.'),
  },
  '`/v1/responses`.',
);

export const gateway = named(
  'GatewayConfig',
  section(
    {
      port: port('WebSocket and HTTP share it. Default 18789.'),
      mode: choice(
        ['local', 'remote'],
        '`local`: this machine runs the gateway. Unset: it refuses to start.',
      ),
      bind: choice(['auto', 'lan', 'loopback', 'custom', 'tailnet'], 'Where it listens. Default loopback.'),
      customBindHost: word('IPv4 address for `bind: custom`.'),
      controlUi,
      auth,
      trustedProxies: words(
        'Addresses of reverse proxies whose forwarding headers are believed; exact, no ranges.',
      ),
      tailscale: section(
        {
          mode: choice(['off', 'serve', 'funnel'], 'Default off.'),
          resetOnExit: on('Undo serve or funnel at shutdown. Default false.'),
        },
        'Exposure through Tailscale.',
      ),
      remote,
      reload: section(
        {
          mode: choice(['off', 'restart', 'hot', 'hybrid'], 'What a changed file leads to. Default hybrid.'),
          debounceMs: count({
            description: 'Quiet time before a change is read, milliseconds. Default 300.',
          }),
        },
        'Reaction to changes of this file.',
      ),
      shutdown: section(
        {
          timeoutSeconds: positive(
            'From the signal to the end of the process, seconds. Default: what systemd gives the unit (`TimeoutStopSec`), else 10.',
          ),
        },
        'How the gateway stops.',
      ),
      memory: section(
        {
          ceilingMb: positive(
            'The gateway that uses more, in MB, drains and exits with 75 to be started anew. Default: 90 % of the memory limit of its control group; without one none.',
          ),
        },
        'How much memory the gateway may use.',
      ),
      tls: section(
        {
          enabled: on('Default false.'),
          autoGenerate: on('Make a self-signed certificate when none is given. Default true.'),
          certPath: path(
            'Certificate and its chain, PEM. Default `<state directory>/gateway/tls/gateway-cert.pem`.',
          ),
          keyPath: path(
            'Private key, PEM, mode 0600. Default `<state directory>/gateway/tls/gateway-key.pem`.',
          ),
          caPath: path('Authorities that complete the chain, PEM. Clients are asked for no certificate.'),
        },
        'TLS on the gateway port.',
      ),
      http: section(
        {
          endpoints: section(
            {
              chatCompletions: section({ enabled: on('Default false.') }, '`/v1/chat/completions`.'),
              responses: responsesEndpoint,
            },
            'Each is off unless enabled.',
          ),
        },
        'HTTP interfaces on the gateway port.',
      ),
      nodes: section(
        {
          browser: section(
            {
              mode: choice(['auto', 'manual', 'off'], 'How a node is chosen.'),
              node: word('Node id or name.'),
            },
            'Browser control through a node.',
          ),
          allowCommands: words('Node commands allowed beyond the defaults.'),
          denyCommands: words('Node commands refused; wins.'),
        },
        'Devices that lend their abilities.',
      ),
    },
    'The gateway process: where it listens and who may connect.',
  ),
);

export const canvasHost = section(
  {
    enabled: on('Default true.'),
    root: path('Directory served. Default `~/clawd/canvas`.'),
    port: port('Own listener. Default: gateway port + 4.'),
    liveReload: on('Reload pages when files change. Default true.'),
  },
  'File server for pages shown on nodes.',
);

export const discovery = section(
  {
    wideArea: section({ enabled: on('Default false.') }, 'Unicast DNS-SD.'),
    mdns: section(
      { mode: choice(['off', 'minimal', 'full'], 'Default minimal.') },
      'Multicast announcement.',
    ),
  },
  'How clients find the gateway.',
);

const browserProfile = section(
  {
    cdpPort: port('Local debugging port. Default: given out from gateway port + 11 to + 110, and kept.'),
    cdpUrl: word('Debugging address of a browser elsewhere.'),
    driver: choice(['clawd', 'extension'], 'Who drives it.'),
    color: text({ pattern: '^#?[0-9a-fA-F]{6}$', description: 'Hex colour of the frame.' }),
  },
  'One browser; `color` is required.',
);

export const browser = named(
  'BrowserConfig',
  section(
    {
      enabled: on('Default true.'),
      evaluateEnabled: on('Let the agent run scripts in pages. Default true.'),
      cdpUrl: word('Debugging address.'),
      remoteCdpTimeoutMs: positive('Default 1500.'),
      remoteCdpHandshakeTimeoutMs: positive('Default 3000.'),
      color: text({ pattern: '^#?[0-9a-fA-F]{6}$', description: 'Default #FF4500.' }),
      executablePath: path('Browser program.'),
      headless: on('Default false.'),
      noSandbox: on('Default false.'),
      attachOnly: on('Never start a browser. Default false.'),
      defaultProfile: word('Profile used when none is named.'),
      snapshotDefaults: section(
        { mode: choice(['efficient'], 'Form of page snapshots.') },
        'Page snapshots.',
      ),
      profiles: map(browserProfile, 'By name: lower-case letters, digits and dashes.'),
    },
    'Browser control for the agent.',
  ),
);
