import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { REDACTED, redactConfig, sensitiveTexts } from '../../src/config/sensitive.ts';

const withProxy = (proxy: string) => ({ channels: { telegram: { proxy, name: 'a:b@c' } } });

describe('an address with a password in the configuration', () => {
  it('is shown without it', () => {
    assert.deepEqual(
      redactConfig(withProxy('http://someone:pass-word@proxy.example:3128/x')),
      withProxy(`http://someone:${REDACTED}@proxy.example:3128/x`),
    );
  });

  it('makes the password a known secret', () => {
    assert.deepEqual(sensitiveTexts(withProxy('socks5://:pass-word@proxy.example')), [
      { path: ['channels', 'telegram', 'proxy'], value: 'pass-word' },
    ]);
  });

  it('makes a password known as it is written and as it is sent', () => {
    const values = (proxy: string): string[] => sensitiveTexts(withProxy(proxy)).map(({ value }) => value);
    assert.deepEqual(values('http://me:p%2B%2F%C3%A4ss@proxy.example'), ['p%2B%2F%C3%A4ss', 'p+/äss']);
    // No escape at all.
    assert.deepEqual(values('http://me:100%25%zz@proxy.example'), ['100%25%zz']);
  });

  it('is left alone where there is none', () => {
    for (const proxy of ['http://proxy.example:3128', 'http://someone@proxy.example', 'http://a.b/c:d@e'])
      assert.deepEqual(redactConfig(withProxy(proxy)), withProxy(proxy));
  });
});
