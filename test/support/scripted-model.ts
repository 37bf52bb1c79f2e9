import { answers, startSseModelServer } from './sse-model-server.ts';
import type { ModelRequest, Respond } from './sse-model-server.ts';

/** A loopback model that knows what to say to what: the part of the agent in a play. */
export interface ScriptedModel {
  readonly url: string;
  /** From now on a question that contains `cue` gets this answer; the latest rule that fits wins. */
  on(cue: string, answer: string | Respond): void;
  /** Text of the last user message of each request, in order. */
  readonly asked: readonly string[];
  /** The questions that contain `cue`, once there are `count` of them. */
  question(cue: string, count?: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

interface Part {
  readonly text?: string;
}

function lastUserText({ body }: ModelRequest): string {
  const messages = body['messages'] as readonly { role: string; content: string | readonly Part[] }[];
  const content = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  return typeof content === 'string' ? content : content.map(({ text = '<picture>' }) => text).join('\n');
}

export async function startScriptedModel(): Promise<ScriptedModel> {
  const server = await startSseModelServer();
  const rules: { readonly cue: string; readonly respond: Respond }[] = [];
  const asked: string[] = [];
  const waiting = new Set<() => void>();
  server.script((socket, request) => {
    const text = lastUserText(request);
    asked.push(text);
    const rule = rules.findLast(({ cue }) => text.includes(cue));
    const respond = rule?.respond ?? answers(`nothing was scripted for: ${text}`);
    respond(socket, request);
    for (const look of waiting) look();
  });
  return {
    url: server.url,
    on: (cue, answer) =>
      void rules.push({ cue, respond: typeof answer === 'string' ? answers(answer) : answer }),
    asked,
    question(cue, count = 1) {
      const { promise, resolve } = Promise.withResolvers<readonly string[]>();
      const look = (): void => {
        const found = asked.filter((text) => text.includes(cue));
        if (found.length < count) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
      return promise;
    },
    close: () => server.close(),
  };
}
