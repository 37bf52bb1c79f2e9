/** The first lines of every generated text. */
export const header = (comment: '//' | '<!--', source: string): string => {
  const line = `Generated from ${source} by scripts/protocol/generate.ts. Do not edit; run \`npm run protocol:gen\`.`;
  return comment === '//' ? `// ${line}\n\n` : `<!-- ${line} -->\n\n`;
};
