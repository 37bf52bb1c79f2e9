/** One stored transcript message: the shape `chat.history` passes through to clients. */
export interface TranscriptMessage {
  readonly role: 'user' | 'assistant' | 'toolResult' | 'system';
  readonly content: string | readonly ContentPart[];
  /** Unix epoch milliseconds. */
  readonly timestamp: number;
  readonly provider?: string;
  readonly model?: string;
  readonly stopReason?: string;
  readonly usage?: Readonly<Record<string, number>>;
  readonly toolCallId?: string;
  readonly toolName?: string;
  readonly isError?: boolean;
}

export type ContentPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly thinking: string }
  | { readonly type: 'toolCall'; readonly id: string; readonly name: string; readonly arguments: unknown }
  | { readonly type: 'image'; readonly mimeType: string; readonly data: string };

/** The readable text of a message, parts joined by newlines; tool calls and thinking are left out. */
export function textOf(content: TranscriptMessage['content']): string {
  if (typeof content === 'string') return content;
  return content
    .filter((part) => part.type === 'text')
    .map((part) => part.text)
    .join('\n');
}
