import path from 'node:path';
import {
  startTelegramServer,
  type TelegramServer,
  type TestBot,
} from '../../test/support/telegram/server.ts';
import { createHome, startGateway } from '../gateway.ts';
import { median, noise, start, type Subject } from '../process.ts';
import { fixed } from '../report.ts';
import type { Rig } from '../rig.ts';

const CHATS = 50;
const MESSAGES = 1_000;
const TURNS = 5;

interface Side {
  readonly subject: Subject;
  readonly server: TelegramServer;
  readonly bot: TestBot;
}

interface Turn {
  readonly perSecond: number;
  readonly cpuUs: number;
}

/** Every message of every chat is answered; the clock runs from the first message to the last answer. */
async function turn({ subject, server, bot }: Side): Promise<Turn> {
  const before = server.calls.filter(({ method }) => method === 'sendMessage').length;
  const cpu = subject.cpuMs();
  const begun = performance.now();
  for (let n = 0; n < MESSAGES; n += 1) bot.say('hello', { from: 5_000 + (n % CHATS) });
  await server.atLeast(before + MESSAGES, 'sendMessage');
  return {
    perSecond: MESSAGES / ((performance.now() - begun) / 1000),
    cpuUs: ((subject.cpuMs() - cpu) * 1000) / MESSAGES,
  };
}

async function turns(side: Side): Promise<readonly Turn[]> {
  // Two thrown away: both programs shall be measured as compiled as they get.
  await turn(side);
  await turn(side);
  const all: Turn[] = [];
  while (all.length < TURNS) all.push(await turn(side));
  return all;
}

/** From Telegram's update to Telegram's confirmation, every step of it on disk, against a bot that keeps nothing. */
export async function messages({ report }: Rig): Promise<void> {
  const server = await startTelegramServer();
  const bot = server.addBot();
  const home = createHome({
    channels: { telegram: { apiRoot: server.url, botToken: bot.token, dmPolicy: 'open', allowFrom: ['*'] } },
    session: { dmScope: 'per-channel-peer' },
    messages: { queue: { mode: 'followup' } },
  });
  const gateway = await startGateway(home);
  await bot.polling();
  const ours = await turns({ subject: gateway.subject, server, bot });
  await gateway.subject.stop();
  home.remove();

  const other = server.addBot();
  const echo = await start(
    [path.resolve('bench/echo-bot.ts'), server.url, other.token],
    process.env,
    /listening/,
  );
  await other.polling();
  const theirs = await turns({ subject: echo.subject, server, bot: other });
  echo.subject.child.kill('SIGKILL');
  await server.close();

  const speed = ours.map(({ perSecond }) => perSecond);
  const cost = ours.map(({ cpuUs }) => cpuUs);
  const bare = median(theirs.map(({ cpuUs }) => cpuUs));
  report.add({
    figure: `Telegram messages answered by the offline engine, ${CHATS} chats, each step durable`,
    ours: `${fixed(median(speed), 0)} /s (±${fixed(noise(speed), 0)} %)`,
    limit: `a bot that keeps nothing: ${fixed(median(theirs.map(({ perSecond }) => perSecond)), 0)} /s`,
    budget: '–',
    met: true,
  });
  report.add({
    figure: '… CPU per message, inbox → run → outbox → confirmed',
    ours: `${fixed(median(cost), 0)} µs (±${fixed(noise(cost), 0)} %)`,
    limit: `${fixed(bare, 0)} µs`,
    ratio: median(cost) / bare,
    budget: '–',
    met: true,
  });
}
