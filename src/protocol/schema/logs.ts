import { closed, count, flag, int, list, optional, text } from './primitives.ts';

export const LogsTailParams = closed({
  cursor: optional(count({ description: 'Of an earlier answer; absent: the end of the file.' })),
  limit: optional(int({ minimum: 1, maximum: 5000, description: 'Lines, default 500.' })),
  maxBytes: optional(int({ minimum: 1, maximum: 1_000_000, description: 'Default 250000.' })),
});

export const LogsTailResult = closed({
  file: text(),
  cursor: count(),
  size: count(),
  lines: list(text()),
  truncated: flag({ description: 'Earlier bytes were left out.' }),
  reset: flag({ description: 'The cursor did not fit the file; reading started afresh.' }),
});
