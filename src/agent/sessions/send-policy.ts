import type { Config } from '../../config/generated/types.ts';
import type { SessionEntry } from './entry.ts';

export declare function sendAllowed(entry: SessionEntry | undefined, config: Config, key: string): boolean;
