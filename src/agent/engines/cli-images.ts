import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Attachment } from '../engine.ts';

export interface ImageFiles {
  /** Absolute, in the order of the attachments. */
  readonly paths: readonly string[];
  remove(): Promise<void>;
}

/** Attachments as files readable only by the owner, for programs that take paths. */
export async function withImageFiles(
  tempDir: string,
  attachments: readonly Attachment[],
): Promise<ImageFiles> {
  if (attachments.length === 0) return { paths: [], remove: () => Promise.resolve() };
  await mkdir(tempDir, { recursive: true, mode: 0o700 });
  const dir = await mkdtemp(join(tempDir, 'images-'));
  const paths = attachments.map(({ mimeType }, index) =>
    join(dir, `image-${index + 1}.${extensionOf(mimeType)}`),
  );
  try {
    await Promise.all(
      attachments.map(({ data }, index) => writeFile(paths[index] as string, data, { mode: 0o600 })),
    );
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
  return { paths, remove: () => rm(dir, { recursive: true, force: true }) };
}

const extensionOf = (mimeType: string): string => /^image\/([a-z0-9]+)$/u.exec(mimeType)?.[1] ?? 'bin';
