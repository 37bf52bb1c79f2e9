import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { makeCertificate } from '../../src/actors/server/make-certificate.ts';
import {
  fingerprintOfFile,
  normalizeFingerprint,
  readCertificate,
  type CertificateFiles,
} from '../../src/platform/certificate.ts';
import { noOpenssl, opensslFingerprint, opensslPair } from '../support/openssl.ts';

const DAY_MS = 86_400_000;

describe('a fingerprint', () => {
  const hex = 'ab'.repeat(32);
  for (const [text, expected] of [
    [hex, hex],
    [hex.toUpperCase(), hex],
    [`sha256:${hex}`, hex],
    [`SHA-256=${'AB:'.repeat(32).slice(0, -1)}`, hex],
    [` ${hex}\n`, hex],
    [hex.slice(1), undefined],
    [`sha1:${hex.slice(0, 40)}`, undefined],
    ['', undefined],
  ] as const) {
    it(`${JSON.stringify(text).slice(0, 30)} is ${expected === undefined ? 'none' : 'read'}`, () => {
      assert.equal(normalizeFingerprint(text), expected);
    });
  }
});

describe('the certificate of the gateway', { skip: noOpenssl }, () => {
  const dir = mkdtempSync(join(tmpdir(), 'moltbot-cert-'));
  after(() => rmSync(dir, { recursive: true, force: true }));
  const now = Date.now();
  const good = opensslPair(dir, 'good');
  const other = opensslPair(dir, 'other');
  const at = (name: string): string => join(dir, name);
  const file = (name: string, text: string): string => {
    writeFileSync(at(name), text, { mode: 0o600 });
    return at(name);
  };

  it('is read as OpenSSL reads it', () => {
    const reading = readCertificate({ ...good, caPath: other.certPath }, now);
    assert.ok(reading.ok, JSON.stringify(reading));
    assert.equal(reading.certificate.fingerprint, opensslFingerprint(good.certPath));
    assert.equal(fingerprintOfFile(good.certPath), opensslFingerprint(good.certPath));
    assert.ok(Math.abs(reading.certificate.validTo - now - 365 * DAY_MS) < DAY_MS);
    assert.match(reading.certificate.ca ?? '', /BEGIN CERTIFICATE/);
  });

  const locked = at('locked.pem');
  execFileSync('openssl', ['ec', '-in', good.keyPath, '-aes256', '-passout', 'pass:x', '-out', locked], {
    stdio: 'pipe',
  });
  chmodSync(locked, 0o600);
  const exposed = file('exposed.pem', readFileSync(good.keyPath, 'utf8'));
  chmodSync(exposed, 0o644);

  const BAD: readonly (readonly [string, CertificateFiles, number, RegExp, RegExp])[] = [
    [
      'neither file',
      { certPath: at('a'), keyPath: at('b') },
      now,
      /a and its key .*b do not exist/,
      /autoGenerate/,
    ],
    ['no key', { ...good, keyPath: at('b') }, now, /b does not exist, but .*good-cert/, /put it back/],
    [
      'no certificate',
      { ...good, certPath: at('a') },
      now,
      /a does not exist, but .*good-key/,
      /put it back/,
    ],
    [
      'the key of another',
      { ...good, keyPath: other.keyPath },
      now,
      /other-key.* does not belong to .*good-cert/,
      /renew both/,
    ],
    ['a time that is over', good, now + 366 * DAY_MS, /good-cert\.pem expired on 20/, /renew it/],
    ['a key for everybody', { ...good, keyPath: exposed }, now, /read by other users/, /chmod 600 .*exposed/],
    ['a key with a passphrase', { ...good, keyPath: locked }, now, /passphrase/, /openssl pkey/],
    [
      'a key that is none',
      { ...good, keyPath: file('k', 'nonsense') },
      now,
      /k is no private key/,
      /BEGIN PRIVATE KEY/,
    ],
    [
      'a certificate that is none',
      { ...good, certPath: file('c', 'x') },
      now,
      /c holds no certificate/,
      /BEGIN CERT/,
    ],
    ['a directory', { ...good, certPath: dir }, now, /is a directory/, /path of a file/],
    ['no authorities', { ...good, caPath: at('ca') }, now, /ca does not exist/, /caPath/],
    ['authorities that are none', { ...good, caPath: file('ca2', 'x') }, now, /ca2 holds no/, /PEM/],
  ];
  for (const [what, files, when, message, fix] of BAD) {
    it(`${what} is told with the file and what helps`, () => {
      const reading = readCertificate(files, when);
      assert.ok(!reading.ok);
      assert.match(reading.problem.message, message);
      assert.match(reading.problem.fix, fix);
      assert.equal(reading.problem.kind, what === 'neither file' ? 'missing' : 'broken');
    });
  }

  it('is nothing TLS would refuse: a chain that was copied in half, a key that is too small', () => {
    const whole = readFileSync(good.certPath, 'utf8');
    const half = file('half.pem', `${whole}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`);
    const weak = { certPath: at('weak.pem'), keyPath: at('weak-key.pem') };
    const words = ['req', '-x509', '-newkey', 'rsa:1024', '-nodes', '-days', '30', '-subj', '/CN=weak'];
    execFileSync('openssl', [...words, '-keyout', weak.keyPath, '-out', weak.certPath], { stdio: 'pipe' });
    chmodSync(weak.keyPath, 0o600);
    for (const files of [{ ...good, certPath: half }, weak]) {
      const reading = readCertificate(files, now);
      assert.ok(!reading.ok, files.certPath);
      assert.match(
        reading.problem.message,
        /TLS cannot be spoken with .*: .*(wrong tag|key too small|decode)/,
      );
      assert.ok(reading.problem.message.includes(files.certPath));
    }
  });

  it('is made when there is none: for this machine, for its owner only, and sound to OpenSSL', async () => {
    const files = { certPath: join(dir, 'new', 'c.pem'), keyPath: join(dir, 'new', 'k.pem') };
    await makeCertificate({ ...files, hostname: 'Box.example.org', nowMs: now });
    const reading = readCertificate(files, now);
    assert.ok(reading.ok, JSON.stringify(reading));
    assert.ok(reading.certificate.validTo > now + 3600 * DAY_MS);
    for (const path of [files.keyPath, files.certPath]) assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(statSync(join(dir, 'new')).mode & 0o777, 0o700);
    const text = execFileSync('openssl', ['x509', '-in', files.certPath, '-noout', '-text'], {
      encoding: 'utf8',
    });
    assert.match(text, /CN ?= ?moltbot-gateway/);
    assert.match(
      text,
      /DNS:localhost, DNS:box\.example\.org, DNS:box\.local, IP Address:127\.0\.0\.1, IP Address:0:0/,
    );
    execFileSync('openssl', ['verify', '-CAfile', files.certPath, files.certPath], { stdio: 'pipe' });
  });
});
