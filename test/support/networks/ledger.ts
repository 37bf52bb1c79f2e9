import type { OutboxEntry } from '../../../src/protocol/generated/types.ts';
import type { Heard, Network } from './network.ts';

/** What was asked of the gateway on one network, and what is right to have come of it. */
export interface Ledger {
  readonly network: Network;
  /** A person writes. */
  ask(person: number): Promise<void>;
  /** The next message to be sent to that person by `send`: its key and its text. */
  order(person: number): { readonly key: string; readonly text: string };
  readonly asked: number;
  readonly ordered: number;
  /** Everything has come to an end that can be seen from outside. */
  isSettled(unsure: readonly OutboxEntry[]): boolean;
  judge(unsure: readonly OutboxEntry[]): Verdict;
}

export interface Verdict {
  readonly faults: readonly string[];
  readonly answered: number;
  readonly interrupted: number;
  readonly sent: number;
  /** Neither confirmed nor repeated, and reported so. */
  readonly unknown: number;
  /** Came twice under one id, which the network shows once. */
  readonly harmless: number;
}

const LOST = ' is lost';
const NOTICE = 'A restart cut this answer off';
const ANSWER = /^answer #(\w+-\d+)#$/;
const ORDER = /^send !(\w+-\d+)!$/;
const QUESTION = /#(\w+-\d+)#/;

const numberOf = (mark: string): number => Number(mark.slice(mark.lastIndexOf('-') + 1));

interface Line {
  questions: number;
  orders: number;
  readonly markById: Map<string, string>;
}

export function openLedger(network: Network): Ledger {
  const initial = network.channel.slice(0, 1);
  const lines: Line[] = network.people.map(() => ({ questions: 0, orders: 0, markById: new Map() }));
  const lineOf = (person: number): Line => {
    const line = lines[person];
    if (line === undefined) throw new Error(`there is no person ${person}`);
    return line;
  };
  const sum = (of: (line: Line) => number): number => lines.reduce((total, line) => total + of(line), 0);

  /** The mark of the question or order that an entry nobody confirmed belongs to. */
  const markOf = (entry: OutboxEntry): string | undefined => {
    const order = ORDER.exec(entry.preview)?.[1];
    if (order !== undefined) return order;
    const answer = ANSWER.exec(entry.preview)?.[1];
    if (answer !== undefined) return answer;
    const id = entry.key.slice(entry.key.lastIndexOf(':') + 1);
    return lines.map(({ markById }) => markById.get(id)).find((mark) => mark !== undefined);
  };

  const judgeLine = (person: number, unsure: ReadonlySet<string>, faults: string[]) => {
    const line = lineOf(person);
    const fault = (text: string): void => void faults.push(`${network.channel}, person ${person}: ${text}`);
    const counts = { answered: 0, interrupted: 0, sent: 0 };
    const outcomes = new Map<string, number>();
    let lastQuestion = 0;
    let lastOrder = 0;
    const count = (mark: string): void => void outcomes.set(mark, (outcomes.get(mark) ?? 0) + 1);

    const hear = ({ text, quotes }: Heard): void => {
      const order = ORDER.exec(text)?.[1];
      if (order !== undefined) {
        if (numberOf(order) <= lastOrder) fault(`order ${order} came after ${lastOrder}`);
        lastOrder = Math.max(lastOrder, numberOf(order));
        counts.sent += 1;
        return count(order);
      }
      const isNotice = text.includes(NOTICE);
      const answered = ANSWER.exec(text)?.[1];
      if (!isNotice && answered === undefined) return fault(`heard ${JSON.stringify(text)}`);
      const quoted = QUESTION.exec(quotes ?? '')?.[1];
      if (answered !== undefined && quoted !== undefined && answered !== quoted)
        fault(`the answer to ${answered} quotes ${quoted}`);
      // Without a quote a notice is about the next question in line; a hole shows at the answer after it.
      const about = answered ?? quoted ?? `${initial}${person}-${lastQuestion + 1}`;
      if (numberOf(about) <= lastQuestion) fault(`what is said to ${about} came after ${lastQuestion}`);
      lastQuestion = Math.max(lastQuestion, numberOf(about));
      if (isNotice) counts.interrupted += 1;
      else counts.answered += 1;
      return count(about);
    };
    for (const one of network.heard(person)) hear(one);

    const check = (mark: string): void => {
      const times = outcomes.get(mark) ?? 0;
      if (times > 1) fault(`${mark} was answered or sent ${times} times`);
      if (times === 0 && !unsure.has(mark)) fault(`${mark}${LOST}`);
    };
    for (let number = 1; number <= line.questions; number += 1) check(`${initial}${person}-${number}`);
    for (let number = 1; number <= line.orders; number += 1) check(`${initial}s${person}-${number}`);
    return counts;
  };

  const marksOf = (unsure: readonly OutboxEntry[]): Set<string> =>
    new Set(
      unsure.filter(({ channel }) => channel === network.channel).flatMap((entry) => markOf(entry) ?? []),
    );

  return {
    network,
    async ask(person) {
      const line = lineOf(person);
      line.questions += 1;
      const mark = `${initial}${person}-${line.questions}`;
      line.markById.set(await network.say(person, `question #${mark}# please`), mark);
    },
    order(person) {
      const line = lineOf(person);
      line.orders += 1;
      const mark = `${initial}s${person}-${line.orders}`;
      return { key: mark, text: `send !${mark}!` };
    },
    get asked() {
      return sum(({ questions }) => questions);
    },
    get ordered() {
      return sum(({ orders }) => orders);
    },
    isSettled: (unsure) => {
      const marks = marksOf(unsure);
      const faults: string[] = [];
      network.people.forEach((_, person) => judgeLine(person, marks, faults));
      return !faults.some((fault) => fault.endsWith(LOST));
    },
    judge(unsure) {
      const marks = marksOf(unsure);
      const faults: string[] = [...network.faults()];
      const mine = unsure.filter(({ channel }) => channel === network.channel);
      for (const entry of mine)
        if (markOf(entry) === undefined) faults.push(`unknown for no reason: ${entry.key}`);
      if (network.repeatsAreHarmless && mine.length > 0) faults.push(`${mine.length} of unknown fate`);
      const lineCounts = network.people.map((_, person) => judgeLine(person, marks, faults));
      const total = (key: 'answered' | 'interrupted' | 'sent'): number =>
        lineCounts.reduce((all, counts) => all + counts[key], 0);
      return {
        faults,
        answered: total('answered'),
        interrupted: total('interrupted'),
        sent: total('sent'),
        unknown: mine.length,
        harmless: network.repeats,
      };
    },
  };
}
