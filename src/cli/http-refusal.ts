import type { IncomingMessage } from 'node:http';
import { CliError } from './cli-error.ts';

const MAX_BYTES = 4096;

/** An answer of HTTP in the place of a WebSocket. A gateway says why in the body; anything else is told by its status. */
export async function httpRefusal(response: IncomingMessage, url: string): Promise<CliError> {
  const status = `HTTP ${response.statusCode ?? '?'} ${response.statusMessage ?? ''}`.trim();
  const { code, message } = said(await bodyOf(response));
  if (message === undefined) return new CliError('refused', `${url} refused the upgrade: ${status}`);
  return new CliError('refused', `${url} refused the upgrade: ${status}: ${message}`, {
    ...(code === undefined ? {} : { code }),
    ...(code === 'tls_required' ? { fix: `use ${url.replace(/^ws:/, 'wss:')}` } : {}),
  });
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  let text = '';
  try {
    for await (const chunk of response) {
      text += String(chunk);
      if (text.length > MAX_BYTES) break;
    }
  } catch {
    // Cut off: what came is what there is to tell.
  }
  return text;
}

function said(body: string): { readonly code?: string; readonly message?: string } {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: unknown; message?: unknown } };
    return {
      ...(typeof error?.code === 'string' ? { code: error.code } : {}),
      ...(typeof error?.message === 'string' ? { message: error.message } : {}),
    };
  } catch {
    // No JSON: not a gateway, or a proxy in front of it.
    return {};
  }
}
