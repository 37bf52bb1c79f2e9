/** What the states of the root hand on of the event they are told. */
export const stopTold = ({
  event,
}: {
  readonly event: { readonly reason: string; readonly exitCode?: number };
}) => event;
export const reasonTold = ({ event }: { readonly event: { readonly reason: string } }): string =>
  event.reason;
export const errorTold = ({ event }: { readonly event: { readonly error: unknown } }): unknown => event.error;
const failureTold = ({ event }: { readonly event: { readonly id: string; readonly error: unknown } }) =>
  event;

export const noteError = { type: 'noteError', params: errorTold } as const;
export const giveUp = { type: 'giveUp', params: failureTold } as const;

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
