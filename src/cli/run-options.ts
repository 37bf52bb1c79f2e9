import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { parseTimeout } from '../platform/timespan.ts';
import { port, secret } from './options.ts';

const BINDS = ['loopback', 'lan', 'tailnet', 'auto', 'custom'];
const AUTH_MODES = ['token', 'password'];
const TAILSCALE_MODES = ['off', 'serve', 'funnel'];
const WS_LOG_STYLES = ['auto', 'full', 'compact'];

const timeout = (text: string): number => {
  const ms = parseTimeout(text);
  if (ms === undefined) throw new InvalidArgumentError('give seconds, or a number with ms, s, m or h.');
  return ms;
};

/** The options of `moltbot gateway`, which runs the gateway in the foreground. */
export const withRun = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--port <port>',
        'port to listen on; 0 for any free one (env: CLAWDBOT_GATEWAY_PORT; default: config, else 18789, with --dev 19001)',
      ).argParser(port),
    )
    .addOption(
      new Option('--bind <mode>', 'interfaces to listen on (default: config, else loopback)').choices(BINDS),
    )
    .addOption(
      new Option('--auth <mode>', 'what clients have to present (default: config, else token)').choices(
        AUTH_MODES,
      ),
    )
    .addOption(
      new Option('--token <token>', 'secret for --auth token (env: CLAWDBOT_GATEWAY_TOKEN)').argParser(
        secret,
      ),
    )
    .addOption(
      new Option(
        '--password <password>',
        'secret for --auth password (env: CLAWDBOT_GATEWAY_PASSWORD)',
      ).argParser(secret),
    )
    .addOption(
      new Option(
        '--tailscale <mode>',
        'let Tailscale lead others to the port (default: config, else off)',
      ).choices(TAILSCALE_MODES),
    )
    .option('--tailscale-reset-on-exit', 'undo serve or funnel at the end')
    .option('--allow-unconfigured', 'start without gateway.mode=local in the config')
    .option('--force', 'first end whoever listens on the port, by lsof and SIGTERM, and say who it was')
    .option('--fresh-store', 'set a damaged store aside and begin with an empty one')
    .addOption(
      new Option(
        '--shutdown-timeout <time>',
        'from the signal to the end of the process, e.g. 30 or 1500ms (default: config, else the systemd unit, else 10)',
      ).argParser(timeout),
    )
    .option('--safe-mode', 'start with the channels parked, whatever came before')
    .option('--no-safe-mode', 'start the channels even after three crashes within five minutes')
    .option('--verbose', 'debug output on the console')
    .addOption(new Option('--ws-log <style>', 'how websocket traffic is logged').choices(WS_LOG_STYLES))
    .option('--inspect', 'stream the actor tree to a local page (development)');
