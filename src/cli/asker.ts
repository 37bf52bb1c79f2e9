import type { CliIo } from './io.ts';

/** What a wizard may ask. A person who ends it (Ctrl-C) makes every question throw `Cancelled`. */
export interface Asker {
  /** Says something between two questions. */
  note(text: string): void;
  confirm(question: { readonly message: string; readonly initial: boolean }): Promise<boolean>;
  select<T extends string>(question: {
    readonly message: string;
    readonly initial: T;
    readonly options: readonly { readonly value: T; readonly label: string; readonly hint?: string }[];
  }): Promise<T>;
  text(question: {
    readonly message: string;
    readonly initial?: string;
    /** What is wrong with an answer, or `undefined`. */
    readonly check?: (answer: string) => string | undefined;
  }): Promise<string>;
  /** Shown as dots. */
  secret(question: {
    readonly message: string;
    readonly check?: (answer: string) => string | undefined;
  }): Promise<string>;
}

/** The person has had enough. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}

/** Whether a question can be both read and answered: with one of the two missing, a prompt would end the program without a word. */
export const canAsk = ({ stdout, inputIsTerminal }: Pick<CliIo, 'stdout' | 'inputIsTerminal'>): boolean =>
  stdout.isTTY === true && inputIsTerminal !== false;

/** Asks at the terminal. */
export async function createTerminalAsker(): Promise<Asker> {
  const clack = await import('@clack/prompts');
  const answered = <T>(answer: T): Exclude<T, symbol> => {
    if (clack.isCancel(answer)) throw new Cancelled();
    return answer as Exclude<T, symbol>;
  };
  const checking = (check?: (answer: string) => string | undefined) =>
    check === undefined ? {} : { validate: (answer: string | undefined) => check(answer ?? '') };
  return {
    note: (text) => clack.log.info(text),
    confirm: async ({ message, initial }) =>
      answered(await clack.confirm({ message, initialValue: initial })),
    select: async ({ message, initial, options }) =>
      answered(
        await clack.select({
          message,
          initialValue: initial,
          options: options.map(({ value, label, hint }) => ({
            value: value as string,
            label,
            ...(hint === undefined ? {} : { hint }),
          })),
        }),
      ) as never,
    text: async ({ message, initial, check }) =>
      answered(
        await clack.text({
          message,
          ...(initial === undefined ? {} : { initialValue: initial }),
          ...checking(check),
        }),
      ),
    secret: async ({ message, check }) => answered(await clack.password({ message, ...checking(check) })),
  };
}
