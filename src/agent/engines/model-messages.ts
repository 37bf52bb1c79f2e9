import type { ModelMessage } from 'ai';
import type { Attachment } from '../engine.ts';
import type { ContentPart, TranscriptMessage } from '../messages.ts';
import { textOf } from '../messages.ts';

type Parts = readonly ContentPart[];

/**
 * The transcript in the model library's words. Providers refuse a tool call without its result and the reverse, and a run
 * cut off by a crash leaves such halves behind, so only complete pairs are passed on.
 */
export function toModelMessages(
  history: readonly TranscriptMessage[],
  message: string,
  attachments: readonly Attachment[],
): ModelMessage[] {
  const paired = pairedCalls(history);
  const earlier = history.flatMap((entry) => convert(entry, paired));
  return [...earlier, userTurn(message, attachments)];
}

function convert(entry: TranscriptMessage, paired: ReadonlySet<string>): ModelMessage[] {
  if (entry.role === 'assistant') return assistantTurn(entry, paired);
  if (entry.role === 'toolResult') return toolTurn(entry, paired);
  const text = textOf(entry.content);
  const images = partsOf(entry).flatMap((part) =>
    part.type === 'image' ? [{ type: 'file' as const, data: part.data, mediaType: part.mimeType }] : [],
  );
  if (text === '' && images.length === 0) return [];
  const shown = entry.role === 'system' ? `[note] ${text}` : text;
  if (images.length === 0) return [{ role: 'user', content: shown }];
  return [{ role: 'user', content: [...(shown === '' ? [] : [textPart(shown)]), ...images] }];
}

function assistantTurn(entry: TranscriptMessage, paired: ReadonlySet<string>): ModelMessage[] {
  const text = textOf(entry.content);
  const calls = partsOf(entry).flatMap((part) =>
    part.type === 'toolCall' && paired.has(part.id)
      ? [
          {
            type: 'tool-call' as const,
            toolCallId: part.id,
            toolName: part.name,
            input: part.arguments ?? {},
          },
        ]
      : [],
  );
  if (text === '' && calls.length === 0) return [];
  return [{ role: 'assistant', content: [...(text === '' ? [] : [textPart(text)]), ...calls] }];
}

function toolTurn(entry: TranscriptMessage, paired: ReadonlySet<string>): ModelMessage[] {
  const { toolCallId, toolName = 'tool', isError } = entry;
  if (toolCallId === undefined || !paired.has(toolCallId)) return [];
  const output = {
    type: isError ? ('error-text' as const) : ('text' as const),
    value: textOf(entry.content),
  };
  return [{ role: 'tool', content: [{ type: 'tool-result', toolCallId, toolName, output }] }];
}

function userTurn(message: string, attachments: readonly Attachment[]): ModelMessage {
  if (attachments.length === 0) return { role: 'user', content: message };
  const files = attachments.map((file) => ({
    type: 'file' as const,
    data: file.data,
    mediaType: file.mimeType,
    ...(file.fileName === undefined ? {} : { filename: file.fileName }),
  }));
  return { role: 'user', content: [...(message === '' ? [] : [textPart(message)]), ...files] };
}

function pairedCalls(history: readonly TranscriptMessage[]): ReadonlySet<string> {
  const called = new Set<string>();
  const paired = new Set<string>();
  for (const entry of history) {
    for (const part of partsOf(entry)) if (part.type === 'toolCall') called.add(part.id);
    if (entry.role === 'toolResult' && entry.toolCallId !== undefined && called.has(entry.toolCallId)) {
      paired.add(entry.toolCallId);
    }
  }
  return paired;
}

const partsOf = (entry: TranscriptMessage): Parts => (typeof entry.content === 'string' ? [] : entry.content);

const textPart = (text: string): { type: 'text'; text: string } => ({ type: 'text', text });
