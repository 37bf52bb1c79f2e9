import { closed, count, flag, int, list, nes, optional, text } from './primitives.ts';

export const LogsTailParams = closed({
  cursor: optional(count({ description: 'Of an earlier answer; absent: the end of the file.' })),
  limit: optional(int({ minimum: 1, maximum: 5000, description: 'Lines, default 500.' })),
  maxBytes: optional(int({ minimum: 1, maximum: 1_000_000, description: 'Default 250000.' })),
  after: optional(
    nes({ description: '`position` of an earlier answer: all that came after it, over rotations too.' }),
  ),
});

export const LogsTailResult = closed({
  file: text(),
  cursor: count(),
  size: count(),
  lines: list(text()),
  truncated: flag({ description: 'Earlier bytes were left out.' }),
  reset: flag({ description: 'The cursor did not fit the file; reading started afresh.' }),
  position: optional(nes({ description: 'Where this answer ends.' })),
  more: optional(flag({ description: 'With `after`: more waits than this answer holds.' })),
});
