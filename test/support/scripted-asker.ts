import assert from 'node:assert/strict';
import { Cancelled, type Asker } from '../../src/cli/asker.ts';

/** Answers in the order given; `undefined` takes what is proposed, `stop` is Ctrl-C. */
export function scripted(answers: readonly (string | boolean | undefined | typeof Cancelled)[]): {
  readonly asker: () => Promise<Asker>;
  readonly asked: string[];
} {
  const left = [...answers];
  const asked: string[] = [];
  const next = <T>(
    message: string,
    initial: T | undefined,
    check?: (answer: string) => string | undefined,
  ): Promise<T> => {
    asked.push(message);
    assert.ok(left.length > 0, `no answer is left for: ${message}`);
    const answer = left.shift();
    if (answer === Cancelled) return Promise.reject(new Cancelled());
    const given = (answer ?? initial) as T;
    const wrong = check?.(String(given));
    assert.equal(wrong, undefined, `${message}: ${wrong}`);
    return Promise.resolve(given);
  };
  const asker: Asker = {
    note: (text) => void asked.push(text),
    confirm: ({ message, initial }) => next(message, initial),
    select: ({ message, initial }) => next(message, initial),
    text: ({ message, initial, check }) => next(message, initial, check),
    secret: ({ message, check }) => next(message, '', check),
  };
  return { asker: () => Promise.resolve(asker), asked };
}
