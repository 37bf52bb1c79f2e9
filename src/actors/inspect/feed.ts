import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../platform/clock.ts';
import { PAGE_BODY, PAGE_SCRIPT } from './page.ts';
import { PAGE_STYLE } from './page-style.ts';
import type { Transition } from '../../protocol/generated/types.ts';
import type { Recorder } from './recorder.ts';
import { createRing } from './ring.ts';
import { openEventStream } from './sse.ts';
import type { StatelyFeed } from './stately.ts';

export interface FeedOptions {
  readonly recorder: Recorder;
  readonly stately: StatelyFeed;
  readonly clock: Clock;
}

export const INSPECT_PATH = '/__moltbot__/inspect';

const MAX_STREAMS = 8;
const POOL_LIMIT = 50;
const REDRAW_MS = 200;
/** Of a burst between two redraws the latest are told. */
const MAX_STEPS = 50;
const MAX_ACTOR_ID = 256;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * The development page of `--inspect`: `/` the page, `/tree` the live tree as server-sent events (`{now, tree, steps}`,
 * steps being the transitions since the last one), `/actor?id=` the recent transitions of one actor, why it is red and the charts
 * of its machines, `/stately` the Stately inspector format as server-sent events. Read only.
 *
 * @returns a handler that is true when the request was its own
 */
export function createInspectFeed(
  options: FeedOptions,
): (req: IncomingMessage, res: ServerResponse) => boolean {
  const { recorder, stately, clock } = options;
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>moltbot actors</title><style>${PAGE_STYLE}</style>${PAGE_BODY}<script type="module">${PAGE_SCRIPT}</script>`;
  const policy = [
    "default-src 'none'",
    "connect-src 'self'",
    `style-src ${hashOf(PAGE_STYLE)}`,
    `script-src ${hashOf(PAGE_SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  let streams = 0;

  const sendPage = (res: ServerResponse): void => {
    res.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
    });
    res.end(page);
  };

  const sendJson = (res: ServerResponse, status: number, value: unknown): void => {
    res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    res.end(JSON.stringify(value));
  };

  const stream = (res: ServerResponse, follow: (send: (data: string) => void) => () => void): void => {
    if (streams >= MAX_STREAMS)
      return sendJson(res, 503, { error: 'too many inspectors; close another page first' });
    streams += 1;
    let unfollow = (): void => {};
    const events = openEventStream(res, () => {
      streams -= 1;
      unfollow();
    });
    unfollow = follow((data) => events.send(data));
  };

  const followTree = (send: (data: string) => void): (() => void) => {
    const since = createRing<Transition>(MAX_STEPS);
    for (const step of recorder.latest(MAX_STEPS)) since.push(step);
    const draw = (): void => {
      const steps = since.take();
      send(JSON.stringify({ now: clock.now(), tree: recorder.tree(POOL_LIMIT), steps }));
    };
    let timer: unknown;
    const unsubscribe = recorder.subscribe((step) => {
      since.push(step);
      // A burst of transitions is one redraw.
      timer ??= clock.setTimeout(() => {
        timer = undefined;
        draw();
      }, REDRAW_MS);
    });
    draw();
    return () => {
      unsubscribe();
      if (timer !== undefined) clock.clearTimeout(timer);
    };
  };

  const sendActor = (res: ServerResponse, query: URLSearchParams): void => {
    const id = query.get('id');
    if (id === null || id.length > MAX_ACTOR_ID)
      return sendJson(res, 400, { error: 'give an actor with ?id=' });
    sendJson(res, 200, {
      id,
      transitions: recorder.transitions(id),
      why: recorder.why(id),
      charts: recorder.charts(id),
    });
  };

  return (req, res) => {
    const [path = '', query = ''] = (req.url ?? '').split('?', 2);
    if (path !== INSPECT_PATH && !path.startsWith(`${INSPECT_PATH}/`)) return false;
    if (req.method !== 'GET') {
      sendJson(res, 405, { error: 'the inspector is read-only' });
      return true;
    }
    switch (path.slice(INSPECT_PATH.length)) {
      case '':
        sendPage(res);
        return true;
      case '/tree':
        stream(res, followTree);
        return true;
      case '/actor':
        sendActor(res, new URLSearchParams(query));
        return true;
      case '/stately':
        stream(res, (send) => stately.subscribe(send));
        return true;
      default:
        sendJson(res, 404, { error: 'no such inspector path' });
        return true;
    }
  };
}
