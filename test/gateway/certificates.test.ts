import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { createSecureContext } from 'node:tls';
import { BootRefused } from '../../src/actors/gateway/boot-refused.ts';
import { createCertificateWatch, openCertificate } from '../../src/actors/gateway/certificates.ts';
import { makeCertificate } from '../../src/actors/server/make-certificate.ts';
import type { Certificate } from '../../src/platform/certificate.ts';
import { silentLogger } from '../../src/platform/logger.ts';

const DAY_MS = 86_400_000;

function place(context: TestContext) {
  const dir = mkdtempSync(join(tmpdir(), 'moltbot-cert-'));
  context.after(() => rmSync(dir, { recursive: true, force: true }));
  const files = { certPath: join(dir, 'tls', 'c.pem'), keyPath: join(dir, 'tls', 'k.pem') };
  return { dir, plan: { ...files, autoGenerate: true }, files };
}

test('a certificate is made once, and is the same at every start after that', async (context) => {
  const { plan } = place(context);
  const now = Date.now();
  const first = await openCertificate(plan, 'box', now);
  assert.equal((await openCertificate(plan, 'box', now)).fingerprint, first.fingerprint);
});

test('where none can be made it is said, with 78', async (context) => {
  const { plan } = place(context);
  const nowhere = { ...plan, certPath: '/sys/moltbot-tls/c.pem', keyPath: '/sys/moltbot-tls/k.pem' };
  await assert.rejects(openCertificate(nowhere, 'box', Date.now()), (error) => {
    assert.ok(error instanceof BootRefused);
    assert.equal(error.exitCode, 78);
    assert.match(
      error.message,
      /no certificate could be made at \/sys\/moltbot-tls\/c\.pem: E(PERM|ROFS|ACCES)/,
    );
    return true;
  });
});

test('the last two weeks of a certificate are trouble, and a renewed one ends it', async (context) => {
  const { plan, files } = place(context);
  const begun = Date.now();
  const certificate = await openCertificate(plan, 'box', begun);
  let now = begun;
  const renewed: Certificate[] = [];
  const watch = createCertificateWatch({
    tls: { plan, certificate },
    renew: (one) => renewed.push(one),
    clock: { now: () => now },
    log: silentLogger,
  });
  watch.look();
  assert.deepEqual([watch.trouble(), renewed], [undefined, []]);
  now = certificate.validTo - 15 * DAY_MS;
  assert.equal(watch.trouble(), undefined);
  now = certificate.validTo - 14 * DAY_MS;
  assert.match(watch.trouble() ?? '', /c\.pem expires in 14 days: renew it/);
  now = certificate.validTo + 1;
  watch.look();
  assert.match(watch.trouble() ?? '', /read before is shown on: .*c\.pem expired on/);
  await makeCertificate({ ...files, hostname: 'box', nowMs: now });
  watch.look();
  assert.equal(watch.trouble(), undefined);
  assert.equal(renewed.length, 1);
  assert.notEqual(renewed[0]?.fingerprint, certificate.fingerprint);
});

test('a renewed one that TLS cannot use is trouble, and the one before is shown on', async (context) => {
  const { plan, files } = place(context);
  const now = Date.now();
  const certificate = await openCertificate(plan, 'box', now);
  const shown: unknown[] = [];
  const watch = createCertificateWatch({
    tls: { plan, certificate },
    renew: ({ cert, key }) => shown.push(createSecureContext({ cert, key })),
    clock: { now: () => now },
    log: silentLogger,
  });
  await makeCertificate({ ...files, hostname: 'box', nowMs: now });
  // Whoever renews it has written half of the chain.
  appendFileSync(files.certPath, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
  watch.look();
  assert.equal(shown.length, 0);
  assert.match(watch.trouble() ?? '', /read before is shown on: TLS cannot be spoken with .*c\.pem/);
});

test('authorities that were renewed alone are shown too', async (context) => {
  const { dir, plan } = place(context);
  const now = Date.now();
  const [caPath, keyPath] = [join(dir, 'ca.pem'), join(dir, 'ca.key')];
  await makeCertificate({ certPath: caPath, keyPath, hostname: 'ca', nowMs: now });
  const certificate = await openCertificate({ ...plan, caPath }, 'box', now);
  const shown: Certificate[] = [];
  const watch = createCertificateWatch({
    tls: { plan: { ...plan, caPath }, certificate },
    renew: (one) => shown.push(one),
    clock: { now: () => now },
    log: silentLogger,
  });
  watch.look();
  assert.deepEqual(shown, []);
  await makeCertificate({ certPath: caPath, keyPath, hostname: 'ca', nowMs: now });
  watch.look();
  watch.look();
  assert.deepEqual(shown, [{ ...certificate, ca: readFileSync(caPath, 'utf8') }]);
});

test('without TLS there is nothing to look after', () => {
  const watch = createCertificateWatch({
    tls: undefined,
    renew: () => assert.fail(),
    clock: { now: () => 0 },
    log: silentLogger,
  });
  watch.look();
  assert.equal(watch.trouble(), undefined);
});
