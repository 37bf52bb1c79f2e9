import type { SelfIdentity } from '../port.ts';
import { e164Of, parseJid } from './jid.ts';

/** The account's own identity, from the credentials. */
export function selfOf(me: {
  readonly id: string;
  readonly lid?: string;
  readonly name?: string;
}): SelfIdentity {
  const { jid } = parseJid(me.id);
  const e164 = e164Of(me.id);
  return {
    id: e164 ?? jid,
    jid,
    ...(e164 === undefined ? {} : { e164 }),
    ...(me.lid ? { lid: parseJid(me.lid).jid } : {}),
    ...(me.name && me.name !== '~' ? { name: me.name } : {}),
  };
}
