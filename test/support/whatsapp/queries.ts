import { jidDecode } from '@whiskeysockets/baileys';
import { remindOfPreKeys } from './delivery.ts';
import { linkByCode } from './linking.ts';
import { bytesOf, child, children, el, failed, firstTag, result, uint, uintOf, type Node } from './nodes.ts';
import { groupAt, whoIs } from './people.ts';
import { cutsAt } from './plan.ts';
import { keysOf } from './receipts.ts';
import { takeBundle, type Bundle } from './sealing.ts';
import type { Device, Group, PublicKeyPart, Wire, World } from './world.ts';

type Answer = (world: World, wire: Wire, query: Node) => void;

/** Everything a client may ask, by namespace. What is not listed is answered with an empty result, as pings are. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  encrypt: answerKeys,
  usync: answerUsers,
  'w:g2': answerGroups,
  'w:m': answerMedia,
  md: answerDevices,
  abt: (_world, wire, query) => wire.send(result(query, [el('props', { protocol: 1, hash: 'h' }, [])])),
  blocklist: (_world, wire, query) => wire.send(result(query, [el('list', {}, [])])),
  privacy: answerPrivacy,
  'w:sync:app:state': answerAppState,
  'w:profile:picture': (_world, wire, query) => wire.send(failed(query, 404, 'item-not-found')),
};

export function answerQuery(world: World, wire: Wire, query: Node): void {
  const { xmlns = '', type = '' } = query.attrs;
  const answer = ANSWERS[xmlns];
  if (answer) answer(world, wire, query);
  else wire.send(result(query));
  world.happenings.emit('query', { xmlns, type, tag: firstTag(query) });
}

function answerKeys(world: World, wire: Wire, query: Node): void {
  const { device } = wire;
  if (!device) throw new Error('keys asked by a client that has not logged in');
  if (child(query, 'count')) return wire.send(result(query, [el('count', { value: device.preKeys.length })]));
  if (child(query, 'digest')) return wire.send(result(query, [el('digest')]));
  const wanted = child(query, 'key');
  if (wanted) {
    const users = children(wanted, 'user').map((user) => bundleNode(world, user.attrs['jid']));
    return wire.send(result(query, [el('list', {}, users)]));
  }
  const signed = child(query, 'skey') ?? child(child(query, 'rotate'), 'skey');
  if (signed) device.signedPreKey = { ...part(signed), signature: bytesOf(signed, 'signature') };
  device.preKeys.push(...children(child(query, 'list'), 'key').map(part));
  device.toldLow = false;
  if (cutsAt(world.plan, 'preKeys')) return wire.terminate();
  wire.send(result(query));
  world.happenings.emit('preKeys', {
    phone: device.phone,
    device: device.number,
    available: device.preKeys.length,
  });
}

const part = (key: Node): PublicKeyPart => ({
  keyId: uintOf(bytesOf(key, 'id')),
  key: bytesOf(key, 'value'),
});

/** Keys for a session with a phone or a linked device. */
function bundleNode(world: World, jid: string | undefined): Node {
  const address = whoIs(world, jid);
  if (!address) return el('user', { jid }, [el('error', { code: 404 })]);
  const { person, device } = address;
  if (device === 0)
    return el('user', { jid }, [
      el('registration', {}, uint(person.keys.registrationId, 4)),
      ...keysOf(person),
    ]);
  const linked = person.devices.get(device);
  if (!linked) return el('user', { jid }, [el('error', { code: 404 })]);
  const bundle = takeBundle(linked);
  remindOfPreKeys(world, linked);
  return el('user', { jid }, nodesOf(bundle));
}

function nodesOf(bundle: Bundle): Node[] {
  const key = ({ keyId, key }: PublicKeyPart): Node[] => [el('id', {}, uint(keyId, 3)), el('value', {}, key)];
  const signature = el('signature', {}, bundle.signedPreKey.signature);
  return [
    el('registration', {}, uint(bundle.registrationId, 4)),
    el('type', {}, Buffer.from([5])),
    el('identity', {}, bundle.identity),
    el('skey', {}, [...key(bundle.signedPreKey), signature]),
    ...(bundle.preKey ? [el('key', {}, key(bundle.preKey))] : []),
  ];
}

function answerUsers(world: World, wire: Wire, query: Node): void {
  const asked = child(query, 'usync');
  const content = child(asked, 'query')?.content;
  const protocols = new Set(Array.isArray(content) ? content.map(({ tag }) => tag) : []);
  const users = children(child(asked, 'list'), 'user').map((user) => userNode(world, user, protocols));
  wire.send(result(query, [el('usync', { ...asked?.attrs }, [el('result'), el('list', {}, users)])]));
}

function userNode(world: World, user: Node, protocols: ReadonlySet<string>): Node {
  const phone = child(user, 'contact');
  const jid = user.attrs['jid'] ?? (phone && `${bytesOf(phone).toString().replace('+', '')}@s.whatsapp.net`);
  const person = whoIs(world, jid)?.person;
  const content: Node[] = [];
  if (protocols.has('devices')) {
    const numbers = person ? [0, ...person.devices.keys()] : [];
    const list = numbers.map((id) => el('device', { id, 'key-index': id === 0 ? undefined : id }));
    content.push(el('devices', {}, [el('device-list', {}, list)]));
  }
  if (protocols.has('lid') && person) content.push(el('lid', { val: person.lidJid }));
  if (protocols.has('contact')) content.push(el('contact', { type: person ? 'in' : 'out' }));
  return el('user', { jid }, content);
}

function answerGroups(world: World, wire: Wire, query: Node): void {
  const group = groupAt(world, query.attrs['to']);
  if (group) return wire.send(result(query, [groupNode(group)]));
  if (!child(query, 'participating')) return wire.send(failed(query, 404, 'item-not-found'));
  const own = [...world.groups.values()].filter(({ members }) =>
    members.some(({ phone }) => phone === wire.device?.phone),
  );
  wire.send(result(query, [el('groups', {}, own.map(groupNode))]));
}

function groupNode(group: Group): Node {
  const byLid = group.addressing === 'lid';
  const members = group.members.map((member, position) =>
    el('participant', {
      jid: byLid ? member.lidJid : member.jid,
      phone_number: byLid ? member.jid : undefined,
      lid: byLid ? undefined : member.lidJid,
      type: position === 0 ? 'superadmin' : undefined,
    }),
  );
  const creator = members[0]?.attrs['jid'];
  const time = Math.floor(group.created / 1000);
  const { id, subject, addressing } = group;
  return el(
    'group',
    { id, subject, s_t: time, creation: time, creator, addressing_mode: addressing },
    members,
  );
}

function answerMedia(world: World, wire: Wire, query: Node): void {
  const hosts = world.media ? [el('host', { hostname: world.media.host })] : [];
  const attrs = { auth: 'test-auth', ttl: 3600, auth_ttl: 3600, max_buckets: 12 };
  wire.send(result(query, [el('media_conn', attrs, hosts)]));
}

function answerDevices(world: World, wire: Wire, query: Node): void {
  if (child(query, 'link_code_companion_reg')) return linkByCode(world, wire, query);
  const removed = child(query, 'remove-companion-device');
  wire.send(result(query));
  if (!removed) return;
  const { user, device } = jidDecode(removed.attrs['jid']) ?? {};
  const person = whoIs(world, removed.attrs['jid'])?.person;
  if (!person || user === undefined || device === undefined) return;
  forget(person.devices, device);
  world.happenings.emit('logout', { phone: person.phone, device });
}

const forget = (devices: Map<number, Device>, number: number): boolean => devices.delete(number);

function answerPrivacy(_world: World, wire: Wire, query: Node): void {
  if (child(query, 'tokens')) return wire.send(result(query, [el('tokens', {}, [])]));
  const category = el('category', { name: 'readreceipts', value: 'all' });
  wire.send(result(query, [el('privacy', {}, [category])]));
}

function answerAppState(_world: World, wire: Wire, query: Node): void {
  const collections = children(child(query, 'sync'), 'collection').map(({ attrs }) =>
    el('collection', { name: attrs['name'], version: attrs['version'] ?? 0, type: 'result' }),
  );
  wire.send(result(query, [el('sync', {}, collections)]));
}
