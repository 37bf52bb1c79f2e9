import type { Answer } from 'dns-packet';

/** One record of DNS, as the library has it. */
export type MdnsRecord = Answer;

export interface MdnsQuestion {
  readonly name: string;
  readonly type: string;
}

/** The names of the local network: multicast DNS on every interface, IPv4. */
export interface Mdns {
  /** @throws Error when it could not be sent */
  respond(answers: readonly MdnsRecord[], additionals?: readonly MdnsRecord[]): Promise<void>;
  /** @throws Error when it could not be sent */
  query(name: string, type: 'PTR' | 'SRV' | 'TXT' | 'A'): Promise<void>;
  onQuery(listener: (questions: readonly MdnsQuestion[]) => void): void;
  /** Every record of a response. */
  onResponse(listener: (records: readonly MdnsRecord[]) => void): void;
  /** It ended by itself. */
  onError(listener: (error: Error) => void): void;
  close(): Promise<void>;
}

/** Loaded on first use. @throws Error when the port cannot be shared */
export async function openMdns(): Promise<Mdns> {
  const { default: create } = await import('multicast-dns');
  const socket = create();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let failed = reject;
  // A broken packet, or an interface that went away, is nobody's failure; the library says so as a warning.
  socket.on('error', (error) => failed(error));
  socket.once('ready', resolve);
  try {
    await promise;
  } catch (error) {
    socket.destroy();
    throw error;
  }
  failed = () => {};
  const sent = (send: (done: (error?: Error | null) => void) => void): Promise<void> =>
    new Promise((done, broken) => send((error) => (error == null ? done() : broken(error))));
  return {
    respond: (answers, additionals = []) =>
      sent((done) => socket.respond({ answers: [...answers], additionals: [...additionals] }, done)),
    query: (name, type) => sent((done) => socket.query({ questions: [{ name, type }] }, done)),
    onQuery: (listener) => void socket.on('query', ({ questions = [] }) => listener(questions)),
    onResponse: (listener) =>
      void socket.on('response', ({ answers = [], additionals = [] }) =>
        listener([...answers, ...additionals]),
      ),
    onError(listener) {
      failed = listener;
    },
    close: () => new Promise((done) => socket.destroy(() => done())),
  };
}
