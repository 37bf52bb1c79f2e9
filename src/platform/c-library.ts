import { singleFile } from './single-file.ts';

/** The kinds of values that go in: 32 and 64 bits with sign, bytes, a text that ends with NUL. */
export type CArgument =
  | readonly ['i32' | 'i64', number]
  | readonly ['bytes', Uint8Array]
  | readonly ['text', string];

/** What a call gave back, and what it left in `errno`. */
export interface CAnswer {
  readonly value: number;
  readonly errno: number;
}

/** Functions of the C library that Node has no word for. */
export interface CLibrary {
  call(name: string, result: 'i32' | 'i64', args: readonly CArgument[]): CAnswer;
}

const LIBRARY = 'c';

/** Why a C library could not be opened, as far as it is known beforehand, and what to do. */
export const withoutCLibrary = (): { readonly reason: string; readonly fix: string } =>
  singleFile() === undefined
    ? {
        reason: 'the optional package ffi-rs is not installed for this machine',
        fix: 'install moltbot again without --omit=optional',
      }
    : {
        reason:
          'the executable can load its native part neither from the directory for temporary files nor from its own',
        fix: 'put it into a directory you may write to, or set TMPDIR to one that is not mounted noexec',
      };

/**
 * The C library of this process, through an optional package that is loaded only when somebody asks.
 * @throws the loader's error where the package is not installed
 */
export async function openCLibrary(): Promise<CLibrary> {
  const { load, open, DataType } = await import('ffi-rs');
  // The empty path is this process itself, whose C library is loaded already.
  open({ library: LIBRARY, path: '' });
  const { I32, I64, U8Array, String: Text } = DataType;
  const types = { i32: I32, i64: I64, bytes: U8Array, text: Text } as const;
  return {
    call(name, result, args) {
      const { value, errnoCode } = load({
        library: LIBRARY,
        funcName: name,
        retType: types[result],
        paramsType: args.map(([kind]) => types[kind]),
        paramsValue: args.map(([, given]) => given),
        errno: true,
      }) as { readonly value: number; readonly errnoCode: number };
      return { value, errno: errnoCode };
    },
  };
}
