import JSON5 from 'json5';

/** One JSON5 value. @throws SyntaxError with line and column in its message */
export const parseJson5 = (text: string): unknown => JSON5.parse(text);
