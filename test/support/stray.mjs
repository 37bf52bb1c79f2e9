// Loaded into a gateway with --import: each signal makes one failure that no code of the gateway is waiting for.
import { connect } from 'node:net';

process.on('SIGURG', () => void Promise.reject(new Error('a stray rejection')));
// Nobody listens for the error of this socket: port 1 refuses.
process.on('SIGWINCH', () => void connect(1, '127.0.0.1'));
process.on('SIGCONT', () => {
  throw new TypeError('a stray exception');
});
