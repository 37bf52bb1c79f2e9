import type { Entry, Manual } from './manual.ts';

export const AGENT: Manual = {
  line: 'send a message to the agent and print its answer',
  text: [
    'Runs the agent once, in the gateway, and waits for its answer. Without a session the main one is used. Ctrl-C aborts the run; a second Ctrl-C leaves it running. The answer is printed here and sent to nobody; "message send" sends.',
    'The same path serves the built-in offline engine, a model with a key, and an installed agent program.',
  ],
  examples: [
    ['moltbot agent --message "what can you do?" --stream', 'print the answer as it comes'],
    ['moltbot agent --message "hi" --to +15555550123', 'in the conversation with that number'],
    ['moltbot agent --message "and then?" --session-key main --json', 'the final answer, for a script'],
    ['moltbot agent --message - < question.txt', 'what to say comes from standard input'],
  ],
  json: 'the final answer; with --stream one event per line, the final answer last.',
  exits: [
    ['1', 'the run failed, e.g. AGENT_TIMEOUT'],
    ['130', 'aborted, by Ctrl-C or by somebody else'],
  ],
  see: ['sessions', 'message send'],
  guides: ['guides/runs.md', 'guides/models.md'],
};

export const MESSAGE: Manual = {
  line: 'messages through the channels of the gateway',
  text: [
    'Always through the gateway, which owns the links; when it is down these commands fail at once with 69 and open no link of their own.',
  ],
  see: ['outbox list', 'channels status'],
  guides: ['guides/channels.md'],
};

const FATE: readonly Entry[] = [
  ['0', 'the network has it; with --wait accepted: it cannot be lost any more'],
  [
    '1',
    'refused (e.g. NOT_LINKED), given up (dead), or it may have gone out (unknown): do not simply repeat it',
  ],
  ['69', 'not delivered within --timeout; it stays in the outbox and the gateway goes on trying'],
];

export const SEND: Manual = {
  line: 'send a message',
  text: [
    'A number with + means WhatsApp; otherwise --channel is needed when several channels are configured. The message is committed to the outbox before anything is sent, and one message goes out per idempotency key however often it is asked: a script that may repeat itself should give one. Without --channel even --dry-run asks the gateway which channel is meant.',
  ],
  examples: [
    ['moltbot message send --target +15555550123 --message "hi"', 'a text'],
    ['moltbot message send --target @someone --channel telegram --media ./photo.jpg', 'a picture'],
    [
      'moltbot message send --target 42 --channel telegram --message "hi" --wait accepted --json',
      'return once it cannot be lost',
    ],
    ['moltbot message send --target +15555550123 --message "hi" --dry-run', 'what would be called'],
  ],
  json: '{action, channel, dryRun, handledBy, payload}; payload is the result of the method, or its params after a dry run.',
  exits: FATE,
  see: ['outbox list', 'message poll', 'message react'],
  guides: ['guides/channels.md', 'guides/media.md'],
};

export const POLL: Manual = {
  line: 'ask a question with answers to choose from',
  text: ['Two to twelve answers. The gateway does not collect the votes; the network shows them.'],
  examples: [
    [
      'moltbot message poll --target +15555550123 --poll-question "Lunch?" --poll-option Yes --poll-option No',
      'one answer each',
    ],
  ],
  json: 'as "message send".',
  exits: FATE,
  see: ['message send'],
};

export const REACT: Manual = {
  line: 'put a reaction on a message, or take it away',
  text: ['On a message whose id is known, e.g. from "message send --json". Give --emoji or --remove.'],
  examples: [
    ['moltbot message react --target 42 --channel telegram --message-id 7 --emoji 👍', 'put it there'],
    ['moltbot message react --target 42 --channel telegram --message-id 7 --remove', 'take it away'],
  ],
  json: 'as "message send".',
  exits: FATE,
  see: ['message send'],
};

export const OUTBOX: Manual = {
  line: 'messages on their way out',
  text: [
    'What was accepted and is not sent yet, what may have gone out, and what was given up. A message is never lost in silence: it stands here until it is sent.',
  ],
  see: ['message send'],
  guides: ['guides/channels.md'],
};

export const OUTBOX_LIST: Manual = {
  line: 'what waits, what may have gone out, and what was given up',
  text: ['With the reason of each. Without --state everything that is not sent.'],
  examples: [
    ['moltbot outbox list', 'everything that is not sent'],
    ['moltbot outbox list --state dead --json', 'what was given up'],
  ],
  json: 'the payload of the method outbox.list.',
  see: ['outbox retry', 'outbox drop'],
};

export const OUTBOX_RETRY: Manual = {
  line: 'send an unknown or dead message again',
  text: [
    'On Telegram an unknown message may be there already: look into the chat first, because then it stands there twice. On WhatsApp the repeat has the same id and is harmless.',
  ],
  examples: [['moltbot outbox retry 3', 'the entry with that number in "outbox list"']],
  exits: [['1', 'there is no such entry, or it is neither unknown nor dead']],
  see: ['outbox list'],
};

export const OUTBOX_DROP: Manual = {
  line: 'give a message up',
  text: ['It is not sent any more and not tried again. What went out already cannot be called back.'],
  examples: [['moltbot outbox drop 3', 'the entry with that number in "outbox list"']],
  exits: [['1', 'there is no such entry, or it is sent']],
  see: ['outbox list'],
};
