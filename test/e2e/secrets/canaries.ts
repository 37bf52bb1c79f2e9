import { createHash } from 'node:crypto';

/**
 * A secret like no other: two of them share no beginning, because a masked beginning of one must not hide a leak of another. `+/&` are
 * in it to be written differently in every encoding.
 */
const made = (name: string): string => {
  const text = createHash('sha256').update(`canary of ${name}`).digest('base64url').replaceAll(/[-_]/g, 'x');
  return `${text.slice(0, 13)}+/&${text.slice(13, 26)}`;
};

/** For places that take only letters, digits and dashes. */
const plain = (name: string): string =>
  createHash('sha256').update(`canary of ${name}`).digest('base64url').replaceAll(/[-_]/g, 'y').slice(0, 28);

const botToken = (id: number, name: string): string => `${id}:${plain(name)}`;

/** Each is told to the gateway or to a command in another way. None may come out again. */
export const CANARIES = {
  // The keys of the configuration that the schema calls secret.
  gatewayToken: plain('gateway.auth.token'),
  gatewayPassword: made('gateway.auth.password'),
  remoteToken: made('gateway.remote.token'),
  remotePassword: made('gateway.remote.password'),
  botToken: botToken(700101, 'botToken'),
  webhookSecret: plain('webhookSecret'),
  accountBotToken: botToken(700102, 'accounts.botToken'),
  accountWebhookSecret: plain('accounts.webhookSecret'),
  providerKey: made('providers.apiKey'),
  hookToken: made('hooks.token'),
  pushToken: made('gmail.pushToken'),
  talkKey: made('talk.apiKey'),
  skillKey: made('skills.apiKey'),
  // Keys whose name says so, where the schema knows no names.
  headerKey: made('x-api-key'),
  headerAuthorization: made('authorization'),
  modelHeader: made('model x-auth-token'),
  variable: made('env.vars'),
  inlineVariable: made('env'),
  skillVariable: made('skills.env'),
  backendVariable: made('cliBackends.env'),
  unknownSection: made('audio.apiKey'),
  // Parts of addresses.
  proxyPassword: made('proxy'),
  accountProxyPassword: made('accounts.proxy'),
  browserPassword: made('cdpUrl'),
  remoteUrlPassword: made('remote.url'),
  providerUrlPassword: made('baseUrl'),
  // Files.
  tokenFile: botToken(700103, 'tokenFile'),
  authTokenFile: plain('gateway.auth.tokenFile'),
  authPasswordFile: made('gateway.auth.passwordFile'),
  serviceToken: plain('service.env token'),
  serviceVariable: made('service.env'),
  comment: made('comment'),
  // The environment.
  referenced: made('referenced'),
  providerVariable: made('OPENROUTER_API_KEY'),
  botVariable: botToken(700104, 'TELEGRAM_BOT_TOKEN'),
  foreignVariable: made('AWS_SECRET_ACCESS_KEY'),
  passwordVariable: made('CLAWDBOT_GATEWAY_PASSWORD'),
  proxyVariable: plain('HTTPS_PROXY'),
  // What clients and networks say.
  wrongToken: plain('wrong token'),
  wrongPassword: made('wrong password'),
  queryToken: plain('?token='),
  bearer: plain('bearer'),
  attachmentToken: plain('attachment token'),
  attachmentPassword: plain('attachment password'),
  attachmentSignature: plain('attachment signature'),
  foreignKey: `sk-${plain('a key of somebody else')}`,
  candidateToken: plain('config.set'),
  brokenKey: plain('broken configuration'),
  typedToken: botToken(700105, 'channels add'),
  typedKey: plain('config set'),
  installToken: plain('gateway install'),
} as const;

export type CanaryName = keyof typeof CANARIES;

/** Every way in which a value may be written. Not the program's own list, which could have the same gap. */
function forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const shifted = [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // Without the characters that the neighbours have a part in.
    const own = text.slice(offset === 0 ? 0 : offset + 1, -1);
    return [own.slice(0, 16), own.slice(-16)].flatMap((part) => [
      part,
      part.replaceAll('+', '-').replaceAll('/', '_'),
    ]);
  });
  const url = encodeURIComponent(secret);
  return [
    // Any good part of it is as bad: the beginning, the middle, the end.
    secret.slice(0, 12),
    secret.slice(8, 20),
    secret.slice(-12),
    JSON.stringify(secret).slice(1, -1),
    url,
    url.toLowerCase(),
    encodeURIComponent(url),
    new URLSearchParams({ a: secret }).toString().slice(2),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...shifted,
  ];
}

const FORMS: readonly (readonly [CanaryName, readonly string[]])[] = (
  Object.entries(CANARIES) as [CanaryName, string][]
).map(([name, secret]) => [name, [...new Set(forms(secret))]]);

/** Which of them stand in a text, with what is around. */
export function leaksIn(where: string, text: string): readonly string[] {
  return FORMS.flatMap(([name, all]) => {
    const found = all.find((form) => text.includes(form));
    if (found === undefined) return [];
    const at = text.indexOf(found);
    return [`${name} in ${where}: …${text.slice(Math.max(0, at - 80), at + found.length + 20)}…`];
  });
}
