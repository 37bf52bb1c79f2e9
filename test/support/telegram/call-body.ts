import type { IncomingMessage } from 'node:http';
import type { Fields, UploadedFile } from './wire-types.ts';

export interface CallBody {
  readonly payload: Fields;
  readonly files: readonly UploadedFile[];
}

/** Reads what a bot sends: JSON, a multipart form, or fields of an address. */
export async function readCall(request: IncomingMessage, query: URLSearchParams): Promise<CallBody> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  const asked = Object.fromEntries([...query].map(([key, value]) => [key, fieldValue(key, value)]));
  const boundary = /boundary="?([^";]+)/.exec(type)?.[1];
  if (boundary !== undefined) return readForm(body, boundary, asked);
  if (body.length === 0) return { payload: asked, files: [] };
  if (type.includes('urlencoded')) {
    const fields = new URLSearchParams(body.toString('utf8'));
    const given = Object.fromEntries([...fields].map(([key, value]) => [key, fieldValue(key, value)]));
    return { payload: { ...asked, ...given }, files: [] };
  }
  return { payload: { ...asked, ...(JSON.parse(body.toString('utf8')) as Fields) }, files: [] };
}

function readForm(body: Buffer, boundary: string, asked: Fields): CallBody {
  const payload: Record<string, unknown> = { ...asked };
  const files: UploadedFile[] = [];
  const mark = Buffer.from(`--${boundary}`);
  let start = body.indexOf(mark) + mark.length + 2;
  for (let end = body.indexOf(mark, start); end >= 0; end = body.indexOf(mark, start)) {
    const part = body.subarray(start, end - 2);
    const split = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, split).toString('utf8');
    const content = part.subarray(split + 4);
    const field = /name="([^"]*)"/.exec(head)?.[1] ?? '';
    const name = /filename="?([^"\r\n;]*)"?/.exec(head)?.[1];
    if (name === undefined) payload[field] = fieldValue(field, content.toString('utf8'));
    else files.push({ field, name, bytes: Buffer.from(content) });
    start = end + mark.length + 2;
  }
  return { payload, files };
}

const TEXTS: ReadonlySet<string> = new Set(['text', 'caption', 'question', 'url', 'secret_token', 'file_id']);

const fieldValue = (field: string, value: string): unknown => (TEXTS.has(field) ? value : loose(value));

/** Form fields are texts; numbers, flags and objects are written as JSON. */
function loose(value: string): unknown {
  if (!/^(?:-?\d{1,15}|true|false|[[{].*)$/s.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    // A text that only begins like JSON.
    return value;
  }
}
