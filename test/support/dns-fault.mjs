// Preloaded into the process under test (`node --import …/dns-fault.mjs`): while the file named by DNS_FAULT_FILE exists,
// no name can be resolved. Addresses need no resolving and are not touched.
import dns from 'node:dns';
import { existsSync } from 'node:fs';
import { isIP } from 'node:net';

const file = process.env.DNS_FAULT_FILE;
const { lookup } = dns;
if (file !== undefined)
  dns.lookup = (name, options, callback) => {
    const done = typeof options === 'function' ? options : callback;
    if (isIP(name) !== 0 || !existsSync(file)) return lookup(name, options, callback);
    const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), {
      code: 'ENOTFOUND',
      errno: -3008,
      syscall: 'getaddrinfo',
      hostname: name,
    });
    process.nextTick(done, error);
    return {};
  };
