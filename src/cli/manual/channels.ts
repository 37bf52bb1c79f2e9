import type { Entry, Manual } from './manual.ts';

const CHANGED: readonly Entry[] = [
  ['<state>/moltbot.json', 'written in place: comments, order, $include and ${NAME} stay'],
];
const CHANGE_JSON =
  '{ok, channel, accountId, path, changed, hash, by: gateway | command, report?, remote?, refused?}: report is what the gateway made of it, refused why the one that answers here did not let the command in.';

export const CHANNELS: Manual = {
  line: 'chat networks and their accounts',
  text: [
    'WhatsApp and Telegram. The gateway owns one link per account; these commands configure accounts and tell it what to do with their links.',
  ],
  see: ['pairing list', 'message send'],
  guides: ['guides/channels.md', 'guides/telegram.md', 'guides/whatsapp.md'],
};

export const LIST: Manual = {
  line: 'what the configuration says; asks no gateway',
  text: [
    'The accounts by name, and where their secrets come from. Whether they are linked only "channels status" knows.',
  ],
  examples: [['moltbot channels list', 'works without a gateway']],
  json: '{chat: {<channel>: [account ids]}, accounts: [{channel, label, accountId, enabled, name, tokenSource}]}.',
  see: ['channels status'],
};

export const STATUS: Manual = {
  line: 'the links as the gateway sees them',
  text: [
    'One line per account, then what is wrong and what to do. in: and out: are the last messages; poll:, frame:, round-trip: and decrypted: are the proofs that an online link hears. Without a gateway: the error, then what the configuration says.',
  ],
  examples: [
    ['moltbot channels status', 'as the gateway sees them'],
    ['moltbot channels status --probe', 'and ask the networks'],
  ],
  json: 'the payload of the method channels.status; without a gateway the usual failure, whose payload is {config, accounts}.',
  exits: [['69', 'no gateway answers; the configuration is shown all the same']],
  see: ['channels start', 'health'],
};

export const ADD: Manual = {
  line: 'add an account to the configuration, or change one',
  text: [
    'An account that is there is changed and enabled. A running gateway of this machine makes the change itself and takes the account over without a restart; without one the command writes the file. A value that stands in an included file is not changed; the message names the file. It links nothing: WhatsApp wants "channels login" afterwards.',
  ],
  examples: [
    ['moltbot channels add --channel telegram --token 123456:ABC-def', 'a bot'],
    [
      'moltbot channels add --channel telegram --account work --token-file ~/work-bot',
      'a second one, its token in a file',
    ],
    ['moltbot channels add --channel telegram --use-env', 'its token from TELEGRAM_BOT_TOKEN'],
    ['moltbot channels add --channel whatsapp', 'then: moltbot channels login'],
  ],
  json: CHANGE_JSON,
  files: CHANGED,
  environment: [['TELEGRAM_BOT_TOKEN', 'with --use-env: the token of the default account']],
  see: ['channels login', 'channels remove'],
  guides: ['guides/telegram.md', 'guides/whatsapp.md'],
};

export const REMOVE: Manual = {
  line: 'disable an account',
  text: [
    'Its link ends, its settings stay; with --delete they go as well. Credentials of WhatsApp stay: "channels logout" ends those.',
  ],
  examples: [
    ['moltbot channels remove --channel telegram', 'disable it'],
    [
      'moltbot channels remove --channel telegram --account work --delete',
      'take it out of the configuration',
    ],
  ],
  json: CHANGE_JSON,
  files: CHANGED,
  see: ['channels add', 'channels logout'],
};

export const LOGIN: Manual = {
  line: 'link WhatsApp: scan a QR code, or type a pairing code on the phone',
  text: [
    'Through the gateway: draws the QR code, and each fresh one, until the phone has scanned it. --code --phone shows a pairing code to be typed on the phone instead. Telegram needs no login.',
  ],
  examples: [
    ['moltbot channels login', 'scan with the phone'],
    ['moltbot channels login --account work --code --phone "+43 660 1234567"', 'without a camera'],
  ],
  json: 'one object per line: {step: "qr" | "code", qr, code, expiresAt}, at last {step: "linked" | "ended", connected, message}.',
  exits: [
    ['0', 'linked'],
    ['1', 'not linked, e.g. nobody scanned in time'],
  ],
  files: [['<state>/credentials/whatsapp/<account>/', 'written by the gateway: keys of the link']],
  see: ['channels logout', 'channels status'],
  guides: ['guides/whatsapp.md'],
};

export const LOGOUT: Manual = {
  line: 'end the credentials of an account, here and on the network',
  text: [
    'The phone forgets this device, the keys here are set aside and not read again. The account stays in the configuration.',
  ],
  examples: [['moltbot channels logout --channel whatsapp', 'the default account']],
  exits: [['0', 'also when there was nothing to clear; says so']],
  files: [['<state>/credentials/whatsapp/<account>/', 'the keys are set aside']],
  see: ['channels login', 'channels remove'],
};

export const START: Manual = {
  line: 'connect an account that is stopped, in conflict or parked',
  text: ['For a link that rests until somebody acts. One that is well stays as it is.'],
  examples: [['moltbot channels start --channel telegram', 'the default account']],
  exits: [['1', 'it did not come up and does not try again by itself; says what to do']],
  see: ['channels stop', 'channels status'],
};

export const STOP: Manual = {
  line: 'disconnect an account until it is started, or the gateway is',
  text: [
    'Nothing in the configuration changes, so it comes back with the gateway; "channels remove" keeps it away.',
  ],
  examples: [['moltbot channels stop --channel telegram', 'the default account']],
  see: ['channels start', 'channels remove'],
};

export const PAIRING: Manual = {
  line: 'people who may write to the agent',
  text: [
    'Strangers who wrote to an account with dmPolicy "pairing" get a code that is good for an hour. Their words do not reach the agent until you let them in.',
  ],
  see: ['channels status'],
  guides: ['guides/access.md'],
};

export const PAIRING_LIST: Manual = {
  line: 'strangers who wait to be let in',
  text: ['Who they say they are, where they wrote, the code and how long it is good.'],
  examples: [
    ['moltbot pairing list', 'everybody'],
    ['moltbot pairing list telegram', 'those of one channel'],
  ],
  json: 'the payload of the method pairing.list.',
  see: ['pairing approve'],
};

export const APPROVE: Manual = {
  line: 'let somebody in',
  text: [
    'They are allowed from now on, over restarts too; the configuration is not changed. The channel may be left out when the code alone is enough.',
  ],
  examples: [
    ['moltbot pairing approve telegram ABCDEFGH --notify', 'and tell them'],
    ['moltbot pairing approve ABCDEFGH', 'the channel that waits for it'],
  ],
  exits: [
    ['1', 'nobody waits there with that code'],
    ['64', 'without a channel: nobody waits with that code, or several channels do'],
  ],
  see: ['pairing list'],
};

export const REJECT: Manual = {
  line: 'forget a request',
  text: [
    'They are told nothing and may ask again. The channel may be left out when the code alone is enough.',
  ],
  examples: [['moltbot pairing reject telegram ABCDEFGH', 'forget it']],
  exits: [
    ['1', 'nobody waits there with that code'],
    ['64', 'without a channel: nobody waits with that code, or several channels do'],
  ],
  see: ['pairing list'],
};

export const DEVICES: Manual = {
  line: 'devices that may connect',
  text: [
    'Clients with a key of their own. One that is new waits for approval; one that is approved has a token per role.',
  ],
  see: ['pairing list'],
  guides: ['guides/connecting.md'],
};

export const DEVICES_LIST: Manual = {
  line: 'pending requests and paired devices',
  text: ['Requests with their ids first, then devices with roles and scopes. Tokens are not shown.'],
  examples: [['moltbot devices list', 'who waits, and who is in']],
  json: 'the payload of the method device.pair.list.',
  see: ['devices approve'],
};

export const DEVICES_APPROVE: Manual = {
  line: 'let a device in',
  text: ['For the role and the scopes it asked for; "devices list" says which.'],
  examples: [['moltbot devices approve 4f7c2a', 'the id from "devices list"']],
  exits: [['1', 'there is no such request']],
  see: ['devices list'],
};

export const DEVICES_REJECT: Manual = {
  line: 'turn a device away',
  text: ['The request is forgotten; the device may ask again.'],
  examples: [['moltbot devices reject 4f7c2a', 'the id from "devices list"']],
  exits: [['1', 'there is no such request']],
  see: ['devices list'],
};

export const ROTATE: Manual = {
  line: 'replace the token of a device',
  text: [
    'Prints the new token, which is shown nowhere else. Nobody gets in with the old one any more. With --scope the device has those scopes from now on; without, it keeps what it had.',
  ],
  examples: [['moltbot devices rotate --device d1 --role operator', 'a new token for that role']],
  exits: [['1', 'there is no such device or role']],
  see: ['devices revoke'],
};

export const REVOKE: Manual = {
  line: 'withdraw the token of a device',
  text: ['Nobody gets in with it any more. The device stays in the list and may ask to be approved again.'],
  examples: [['moltbot devices revoke --device d1 --role node', 'turn that role away']],
  exits: [['1', 'there is no such device or role']],
  see: ['devices rotate'],
};
