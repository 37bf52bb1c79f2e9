import { escapeControls, escapeControlsKeepLines } from '../platform/control-chars.ts';

/** Text from outside made safe for a terminal: control characters become visible, newlines and tabs stay. */
export const clean = escapeControlsKeepLines;

/** The same, on one line. */
export const cleanLine = escapeControls;

/** JSON whose every character is harmless on a terminal; it parses to the same value. */
export const cleanJson = (value: unknown, indent: number): string =>
  escapeControlsKeepLines(JSON.stringify(value ?? null, null, indent));
