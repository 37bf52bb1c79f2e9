import type { Config } from '../../config/generated/types.ts';

/**
 * One person known under several addresses is one peer: `session.identityLinks`. Lower-cased. Without `channel` an address counts
 * whatever network it is linked on.
 */
export function linkedName(config: Config, peer: string, channel?: string): string {
  const wanted = peer.trim().toLowerCase();
  const network = channel?.trim().toLowerCase();
  const sameAddress = (link: string): boolean => {
    const known = link.trim().toLowerCase();
    if (known === wanted || known === `${network}:${wanted}`) return true;
    return network === undefined && known.slice(known.indexOf(':') + 1) === wanted;
  };
  const links = Object.entries(config.session?.identityLinks ?? {});
  return (
    links
      .find(([, addresses]) => addresses?.some(sameAddress))?.[0]
      .trim()
      .toLowerCase() ?? wanted
  );
}
