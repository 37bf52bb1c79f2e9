// Preloaded into the process under test (`node --import …/root-preload.mjs`): the client then trusts the root of the test
// server, given as 64 hex digits in WA_TEST_ROOT. The library exports the key it checks against; nothing of it is patched.
import { WA_CERT_DETAILS } from '@whiskeysockets/baileys';

const hex = process.env.WA_TEST_ROOT;
if (hex !== undefined) {
  if (!/^[0-9a-f]{64}$/.test(hex)) throw new Error('WA_TEST_ROOT must be 64 hex digits');
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(hex, 'hex');
}
