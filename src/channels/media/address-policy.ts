/** Whether a numeric IP address may be connected to. */
export type AddressPolicy = (address: string) => boolean;

/** Documentation addresses (RFC 9637), newer than the library's table. */
const DOCUMENTATION = '3fff::';
const DOCUMENTATION_BITS = 20;

/**
 * Only addresses of the public internet: no loopback, private, link-local, shared, multicast, reserved or translated
 * ones (IPv4 in IPv6, NAT64, 6to4, Teredo), whose real target is hidden.
 */
export async function createPublicOnly(): Promise<AddressPolicy> {
  const { default: ipaddr } = await import('ipaddr.js');
  const globalUnicast = ipaddr.IPv6.parse('2000::');
  const documentation = ipaddr.IPv6.parse(DOCUMENTATION);
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.parse(address);
    if (parsed.range() !== 'unicast') return false;
    if (!(parsed instanceof ipaddr.IPv6)) return ipaddr.IPv4.isValidFourPartDecimal(address);
    return (
      parsed.zoneId === undefined &&
      parsed.match(globalUnicast, 3) &&
      !parsed.match(documentation, DOCUMENTATION_BITS)
    );
  };
}
