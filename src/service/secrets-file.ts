/**
 * A file of variables as `node --env-file` reads it: the quotes around a value are whichever it does not hold itself.
 * @throws RangeError for a value with a line break or with all three kinds of quotes
 */
export function renderEnvFile(secrets: Readonly<Record<string, string>>): string {
  return [
    '# Written by gateway install. Only its owner may read it.',
    ...Object.entries(secrets).map(([name, value]) => {
      const quote = ["'", '`', '"'].find((mark) => !value.includes(mark));
      if (quote === undefined || /[\r\n\0]/.test(value))
        throw new RangeError(
          `${name} holds a line break or all three kinds of quotes: set it in the configuration instead`,
        );
      return `${name}=${quote}${value}${quote}`;
    }),
    '',
  ].join('\n');
}
