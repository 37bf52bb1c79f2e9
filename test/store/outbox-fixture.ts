import type { NewOutbox } from '../../src/store/outbox.ts';

export const ACCOUNT = { channel: 'telegram', account: 'default' };

export const message = (
  key: string,
  fields: Partial<NewOutbox> & { readonly size?: number } = {},
): NewOutbox => {
  const { size = 1, ...rest } = fields;
  return {
    ...ACCOUNT,
    key,
    payloadHash: 'h1',
    chat: 'A',
    createdAt: 100,
    expiresAt: 10_000,
    source: 'send',
    preview: key,
    parts: Array.from({ length: size }, (_, index) => ({
      kind: 'text',
      body: { text: `${key}/${index}` },
      preview: `${key}/${index}`,
    })),
    ...rest,
  };
};
