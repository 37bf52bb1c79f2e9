import assert from 'node:assert/strict';
import { decode, encode } from 'dns-packet';
import { describe, it } from 'node:test';
import { answersTo, recordsOf, type Advert } from '../../src/actors/exposure/advert.ts';
import { readBeacons } from '../../src/cli/beacons.ts';
import type { MdnsRecord } from '../../src/platform/mdns.ts';

const PIN = 'ab'.repeat(32);
const ADVERT: Advert = {
  name: 'box (Moltbot)',
  host: 'box',
  port: 18_789,
  addresses: ['192.168.1.5'],
  text: {
    role: 'gateway',
    transport: 'gateway',
    gatewayPort: '18789',
    displayName: 'box (Moltbot)',
    lanHost: 'box.local',
    gatewayTls: '1',
    gatewayTlsSha256: PIN,
    sshPort: '22',
    cliPath: '/usr/bin/moltbot',
  },
};

/** Through the bytes of the wire and back. */
const heard = (records: readonly MdnsRecord[]): readonly MdnsRecord[] =>
  decode(encode({ type: 'response', answers: [...records] })).answers ?? [];

describe('an announcement', () => {
  it('is read as it was meant', () => {
    assert.deepEqual(readBeacons(heard(recordsOf(ADVERT))), [
      {
        instanceName: 'box (Moltbot)',
        displayName: 'box (Moltbot)',
        domain: 'local.',
        host: 'box.local',
        addresses: ['192.168.1.5'],
        port: 18_789,
        lanHost: 'box.local',
        tailnetDns: null,
        gatewayPort: 18_789,
        sshPort: 22,
        role: 'gateway',
        transport: 'gateway',
        gatewayTls: true,
        gatewayTlsSha256: PIN,
        cliPath: '/usr/bin/moltbot',
        wsUrl: 'wss://192.168.1.5:18789',
      },
    ]);
  });

  it('that is taken back is none', () => {
    assert.deepEqual(readBeacons(heard(recordsOf(ADVERT, 0))), []);
  });

  it('fits into the labels of DNS, whatever the machine is called', () => {
    const name = `${'ö'.repeat(60)}.x`;
    const [beacon] = readBeacons(heard(recordsOf({ ...ADVERT, name, host: 'h'.repeat(80) })));
    assert.ok(Buffer.byteLength(beacon?.instanceName ?? '') <= 63);
    assert.equal(beacon?.host, `${'h'.repeat(63)}.local`);
  });

  const type = '_moltbot-gw._tcp.local';
  const instance = `box (Moltbot).${type}`;
  const ASKED: readonly (readonly [string, string, string, string[]])[] = [
    ['who there is', type.toUpperCase(), 'PTR', ['PTR']],
    ['where it is', instance, 'SRV', ['SRV']],
    ['everything of it', instance, 'ANY', ['SRV', 'TXT']],
    ['the address', 'box.local', 'A', ['A']],
    ['which services there are', '_services._dns-sd._udp.local', 'PTR', ['PTR']],
    ['somebody else', '_http._tcp.local', 'PTR', []],
    ['something of another type', 'box.local', 'AAAA', []],
  ];
  for (const [what, name, asked, answered] of ASKED) {
    it(`answers who asks for ${what}`, () => {
      const records = recordsOf(ADVERT);
      const { answers, additionals } = answersTo([{ name, type: asked }], records);
      assert.deepEqual(
        answers.map((record) => record.type),
        answered,
      );
      assert.equal(answers.length + additionals.length, answered.length === 0 ? 0 : records.length);
    });
  }
});

describe('what others announce', () => {
  const named = (data: string): MdnsRecord => ({ name: '_moltbot-gw._tcp.local', type: 'PTR', ttl: 9, data });
  const at = (label: string): string => `${label}._moltbot-gw._tcp.local`;

  it('is listed by name, each once', () => {
    const records = [named(at('b')), named(at('a')), named(at('B'))];
    assert.deepEqual(
      readBeacons(records).map(({ displayName, wsUrl }) => [displayName, wsUrl]),
      [
        ['a', null],
        ['B', null],
      ],
    );
  });

  it('counts only as far as it makes sense', () => {
    const text = [
      'gatewayPort=99999',
      'sshPort=x',
      'gatewayTlsSha256=nonsense',
      'odd',
      '=x',
      `cliPath=${'p'.repeat(900)}`,
    ];
    const [beacon] = readBeacons([
      named(at('a')),
      named('a._http._tcp.local'),
      { name: at('a'), type: 'TXT', ttl: 9, data: text },
    ]);
    assert.deepEqual([beacon?.gatewayPort, beacon?.sshPort, beacon?.gatewayTlsSha256], [null, null, null]);
    assert.equal(beacon?.cliPath?.length, 300);
  });
});
