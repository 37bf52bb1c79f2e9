import type {
  ChannelLoginEvent,
  ChannelsStatusResult,
  WebLoginStartResult,
  WebLoginWaitResult,
} from '../../protocol/generated/types.ts';
import { usageError } from '../cli-error.ts';
import type { CliIo } from '../io.ts';
import { createOutput } from '../output.ts';
import { withGateway } from '../session.ts';
import type { Session, SessionFlags } from '../session.ts';
import { codeLines, qrLines } from '../terminal-qr.ts';
import { duration } from '../words.ts';

export interface ChannelsLoginFlags extends SessionFlags {
  readonly channel: string;
  readonly account?: string;
  readonly code?: boolean;
  readonly phone?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

const CHANNEL = 'whatsapp';
const NOT_LINKED = 1;
/** The gateway gives up a little before the command does, so that its answer arrives. */
const SLACK_MS = 1000;
const FIRST_CODE_MS = 30_000;

type Codes = Pick<WebLoginStartResult, 'qr' | 'code' | 'expiresAt'>;

/** Shows codes as they come, each once. */
function createScreen(io: CliIo, json: boolean): { readonly show: (codes: Codes) => Promise<void> } {
  const out = createOutput(io);
  let shown: string | undefined;
  let drawn = Promise.resolve();

  const draw = async ({ qr, code, expiresAt }: Codes): Promise<void> => {
    if (json) {
      out.jsonLine({ step: qr === undefined ? 'code' : 'qr', qr, code, expiresAt });
      return;
    }
    if (qr !== undefined) {
      for (const line of await qrLines(qr)) out.line(out.tone('paper', line));
      out.line('On the phone: WhatsApp, Settings, Linked devices, Link a device; then scan this.');
    } else if (code !== undefined) {
      for (const line of codeLines(code)) out.line(out.tone('strong', line));
      out.line(
        'On the phone: WhatsApp, Settings, Linked devices, Link a device, Link with phone number instead.',
      );
    }
    if (expiresAt !== undefined)
      out.line(
        out.tone(
          'dim',
          `Good for ${duration(Math.max(0, expiresAt - io.clock.now()))}${qr === undefined ? '.' : '; a fresh one follows.'}`,
        ),
      );
  };

  return {
    show(codes) {
      const text = codes.qr ?? codes.code;
      if (text === undefined || text === shown) return drawn;
      shown = text;
      // One after the other, or lines of two codes would mix.
      drawn = drawn.then(() => draw(codes));
      return drawn;
    },
  };
}

async function accountOf(session: Session, flags: ChannelsLoginFlags): Promise<string> {
  if (flags.account !== undefined) return flags.account;
  const { channelDefaultAccountId } = await session.call<ChannelsStatusResult>('channels.status');
  return channelDefaultAccountId[CHANNEL] ?? 'default';
}

/** `moltbot channels login`: links WhatsApp through the gateway, by QR code or by pairing code. */
export async function channelsLogin(io: CliIo, flags: ChannelsLoginFlags): Promise<number> {
  if (flags.channel !== CHANNEL)
    throw usageError(
      `${flags.channel} has no login; give its token with: ${io.command} channels add --channel telegram --token <token>`,
    );
  if (flags.code === true && flags.phone === undefined)
    throw usageError('--code needs --phone <number>, the number to link with its country code');
  if (flags.phone !== undefined && flags.code !== true) throw usageError('--phone goes with --code');
  const out = createOutput(io);
  const json = flags.json === true;
  const end = await withGateway(io, flags, async (session) => {
    const accountId = await accountOf(session, flags);
    const screen = createScreen(io, json);
    session.client.onEvent(({ event, payload }) => {
      const step = payload as ChannelLoginEvent;
      if (event === 'channel.login' && step.channel === CHANNEL && step.accountId === accountId)
        void screen.show(step);
    });
    const start = await session.call<WebLoginStartResult>('web.login.start', {
      accountId,
      timeoutMs: Math.min(FIRST_CODE_MS, Math.max(0, session.remainingMs() - SLACK_MS)),
      ...(flags.force === true ? { force: true } : {}),
      ...(flags.code === true ? { method: 'code', phone: flags.phone } : {}),
    });
    // Nothing to scan or type: it is linked already.
    if (start.qr === undefined && start.code === undefined)
      return { connected: true, message: start.message };
    await screen.show(start);
    const timeoutMs = Math.max(0, session.remainingMs() - SLACK_MS);
    return session.call<WebLoginWaitResult>('web.login.wait', { accountId, timeoutMs });
  });
  if (json) out.jsonLine({ step: end.connected ? 'linked' : 'ended', ...end });
  else if (end.connected) out.line(out.tone('good', end.message));
  else out.note(`Channel login failed: ${end.message}`);
  return end.connected ? 0 : NOT_LINKED;
}
