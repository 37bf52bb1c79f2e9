/** The three families of names that clients in the field call themselves by. */
const BRANDS = ['moltbot', 'openclaw', 'clawdbot'] as const;
const PLAIN_IDS = [
  'webchat-ui',
  'webchat',
  'cli',
  'gateway-client',
  'node-host',
  'test',
  'fingerprint',
] as const;
const BRANDED_IDS = ['control-ui', 'macos', 'ios', 'android', 'probe'] as const;

export const CLIENT_IDS: readonly string[] = [
  ...PLAIN_IDS,
  ...BRANDS.flatMap((brand) => BRANDED_IDS.map((id) => `${brand}-${id}`)),
];

export const CLIENT_MODES = ['webchat', 'cli', 'ui', 'backend', 'node', 'probe', 'test'] as const;

/** What a client calls itself in `connect`. */
export interface ClientNames {
  readonly id: string;
  readonly mode: string;
}

export type ClientKind = 'cli' | 'web' | 'other';

const CONTROL_UI_IDS: ReadonlySet<string> = new Set(BRANDS.map((brand) => `${brand}-control-ui`));

export const isCliClient = (client: ClientNames): boolean => client.mode.toLowerCase() === 'cli';

export const isWebchatClient = (client: ClientNames): boolean =>
  client.mode.toLowerCase() === 'webchat' || client.id === 'webchat-ui';

export const isControlUi = (client: ClientNames): boolean => CONTROL_UI_IDS.has(client.id);

/** Which wording of a hint fits the client. */
export function clientKind(client: ClientNames): ClientKind {
  if (isCliClient(client)) return 'cli';
  return isControlUi(client) || isWebchatClient(client) ? 'web' : 'other';
}
