import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../platform/clock.ts';
import { expandHome } from '../../platform/paths.ts';
import { invalidRequest } from '../../protocol/failure.ts';
import { dataUrlSize, isDataUrl, parseDataUrl } from './data-url.ts';
import { fetchUrl } from './fetch-url.ts';
import type { FetchUrl } from './fetch-url.ts';
import { LARGEST_CAP } from './kinds.ts';
import { isWithin, openInside, realDirectory } from './open-inside.ts';
import { tooLarge } from './store.ts';
import type { MediaStore, SavedMedia, SaveOptions } from './store.ts';

export interface ResolveOptions {
  /** `operator`: a person or program with the operator's rights. `agent`: words of a model, which others may steer. */
  readonly origin: 'operator' | 'agent';
  /** Whose workspace relative paths start from; the first agent's by default. */
  readonly agentId?: string;
  /** Bytes; the cap of the file's kind when absent. */
  readonly maxBytes?: number;
  readonly signal: AbortSignal;
}

/** Whatever somebody names as an attachment, as a file of the store. */
export interface MediaSource {
  /**
   * @param source a path (`/…`, `~/…`, `./…`), `file://…`, `data:…;base64,…`, `http://…` or `https://…`
   * @returns a copy in the store: what happens to the original afterwards does not matter
   * @throws Failure INVALID_REQUEST for what may not be sent · MediaFailure tooLarge | gone | network
   */
  resolve(source: string, options: ResolveOptions): Promise<SavedMedia>;
}

/** Its members are read at each use, so they may be getters. */
export interface MediaSourceOptions {
  readonly store: MediaStore;
  /** The operator's home directory: what `~` means. */
  readonly home: string;
  /** The default agent's first. */
  readonly workspaces: readonly { readonly id: string; readonly workspace: string }[];
  /** Directories the operator may send from, besides the workspaces and the store. An agent's are only those two. */
  readonly allowedRoots: readonly string[];
  /**
   * Directories and files that are not sent, nor what lies within, whatever root contains them, unless a root lies within:
   * the state with its secrets, the config, keys kept elsewhere. The directory of the store by default.
   */
  readonly privatePaths?: readonly string[];
  readonly clock: Clock;
  readonly timeoutMs?: number;
  /** For tests. */
  readonly fetch?: FetchUrl;
}

const TIMEOUT_MS = 60_000;

export function createMediaSource(options: MediaSourceOptions): MediaSource {
  const { store, home, clock, timeoutMs = TIMEOUT_MS, fetch = fetchUrl } = options;

  const workspaceOf = (agentId: string | undefined): string | undefined => {
    const { workspaces } = options;
    const own = workspaces.find(({ id }) => id === agentId);
    return (own ?? (agentId === undefined ? workspaces[0] : undefined))?.workspace;
  };

  const refusePrivate = async (realPath: string, realRoot: string): Promise<void> => {
    // The store lies in the state directory, beside what nobody may send.
    for (const path of options.privatePaths ?? [dirname(store.dir)]) {
      const real = await realDirectory(path);
      const isPrivate = real !== undefined && (realPath === real || isWithin(realPath, real));
      if (!isPrivate || isWithin(realRoot, real)) continue;
      throw invalidRequest(
        `${realPath} lies in ${real}, where the gateway keeps its own files; copy it elsewhere to send it`,
      );
    }
    if (!isHidden(realPath, realRoot)) return;
    throw invalidRequest(
      `${realPath} is hidden, as keys and passwords are: nothing hidden is sent; copy it elsewhere to send it`,
    );
  };

  const fromFile = async (path: string, asked: ResolveOptions, save: SaveOptions): Promise<SavedMedia> => {
    const workspace = workspaceOf(asked.agentId);
    const own = [store.dir, ...(workspace === undefined ? [] : [workspace])];
    const isAgent = asked.origin === 'agent';
    const { workspaces, allowedRoots } = options;
    const roots = isAgent ? own : [...own, ...workspaces.map((entry) => entry.workspace), ...allowedRoots];
    const where = isAgent
      ? "the agent's workspace or the media directory; nothing else may be sent by an agent"
      : `a directory that files may be sent from (${[...new Set(allowedRoots)].join(', ')})`;
    const full = isAbsolute(path) ? path : resolve(workspace ?? home, path);
    const { handle, realPath, size } = await openInside(full, roots, where, refusePrivate);
    try {
      const cap = asked.maxBytes ?? LARGEST_CAP;
      if (size > cap) throw tooLarge(cap);
      return await store.saveFile(handle, { ...save, fileName: originalName(realPath) });
    } finally {
      await handle.close();
    }
  };

  return {
    async resolve(source, asked) {
      const { maxBytes, signal } = asked;
      const text = source.trim();
      const save: SaveOptions = { direction: 'outbound', ...(maxBytes === undefined ? {} : { maxBytes }) };
      const cap = maxBytes ?? LARGEST_CAP;
      if (text === '') throw invalidRequest('the name of the file to send is empty');
      if (isDataUrl(text)) {
        if (dataUrlSize(text) > cap * 2) throw tooLarge(cap);
        const { bytes, ...facts } = parseDataUrl(text);
        return store.save(bytes, { ...save, ...facts });
      }
      if (/^https?:/iu.test(text)) {
        const { bytes, ...facts } = await fetch(text, { maxBytes: cap, timeoutMs, signal, clock });
        return store.save(bytes, { ...save, ...facts });
      }
      return fromFile(pathFrom(text, home), asked, save);
    },
  };
}

/** `.ssh`, `.env`, the state of another profile: who may send a message need not be who may read all of a home. */
const isHidden = (path: string, root: string): boolean =>
  relative(root, path)
    .split(sep)
    .some((part) => part.startsWith('.'));

function pathFrom(text: string, home: string): string {
  if (/^file:/iu.test(text)) return pathFromUrl(text);
  if (/^[a-z][a-z0-9+.-]+:\/\//iu.test(text)) {
    throw invalidRequest('a file is named by a path, file://, data:, http:// or https://');
  }
  return text.startsWith('~') ? expandHome(text, home) : text;
}

function pathFromUrl(text: string): string {
  try {
    return fileURLToPath(text);
  } catch (error) {
    throw invalidRequest(`this file:// address names no file of this machine: ${String(error)}`);
  }
}

/** Files of the store carry an id behind their name, which is nothing for the receiver. */
const originalName = (path: string): string => path.replace(/---[0-9a-f-]{36}(?=\.[a-z0-9]+$|$)/iu, '');
