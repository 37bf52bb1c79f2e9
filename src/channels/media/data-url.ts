import { invalidRequest } from '../../protocol/failure.ts';

export interface DataUrl {
  readonly bytes: Uint8Array;
  readonly mime?: string;
  readonly fileName?: string;
}

const HEAD = /^data:([^,;]*)((?:;[^,;]*)*),/iu;

export const isDataUrl = (source: string): boolean => /^data:/iu.test(source);

/** How many bytes a base64 `data:` URL has at most, without decoding it. */
export const dataUrlSize = (source: string): number =>
  Math.ceil(((source.length - source.indexOf(',')) * 3) / 4);

/** @throws Failure INVALID_REQUEST unless it is base64 */
export function parseDataUrl(source: string): DataUrl {
  const head = HEAD.exec(source);
  const parameters = (head?.[2] ?? '').split(';').map((parameter) => parameter.trim());
  if (head === null || !parameters.some((parameter) => parameter.toLowerCase() === 'base64')) {
    throw invalidRequest('a data: address must be of the form data:<type>;base64,<data>');
  }
  const encoded = source
    .slice(head[0].length)
    .replaceAll(/\s|%(?:0[ad]|20)/giu, '')
    .replaceAll(/%3d/giu, '=');
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/u.test(encoded))
    throw invalidRequest('the data: address is not valid base64');
  const name = parameters.find((parameter) => parameter.startsWith('name='))?.slice('name='.length);
  const codecs = parameters.find((parameter) => parameter.startsWith('codecs='));
  const mime = [head[1]?.trim() ?? '', ...(codecs === undefined ? [] : [codecs])].join('; ');
  return {
    bytes: Buffer.from(encoded, 'base64'),
    ...(head[1] === '' ? {} : { mime }),
    ...(name === undefined ? {} : { fileName: name }),
  };
}
