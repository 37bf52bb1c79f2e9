/** What gateways are called on the local network (DNS-SD). */
export const SERVICE = { type: '_moltbot-gw._tcp', domain: 'local' } as const;

/** What an announcement says of its gateway, as text; hints and never secrets. */
export interface Announcement {
  readonly role: 'gateway';
  readonly transport: 'gateway';
  readonly gatewayPort: string;
  readonly displayName: string;
  readonly lanHost: string;
  readonly gatewayTls?: '1';
  /** 64 hex digits. A hint: whoever can announce can lie, so it is compared by a person and pinned. */
  readonly gatewayTlsSha256?: string;
  /** Only with `discovery.mdns.mode` full. */
  readonly sshPort?: string;
  readonly cliPath?: string;
}
