/** Why a message is left unanswered without a word. Logged, and shown by whoever explains a silent chat. */
export const DROP_MEANINGS = {
  ownMessage: 'The account’s own person wrote to somebody else; that is none of the agent’s business.',
  dmDisabled: 'dmPolicy is "disabled": direct messages are not answered.',
  senderNotAllowed: 'The sender is neither in allowFrom nor approved.',
  notAMessage: 'A reaction or an event of somebody unknown; only a message asks for pairing.',
  groupsDisabled: 'groupPolicy is "disabled" here: groups are not answered.',
  groupNotListed: 'The group is not a key of `groups`, and there is no "*" among them.',
  groupOff: 'The group or topic has `enabled: false`.',
  groupSenderNotAllowed: 'The sender is not in the list that counts in this group.',
  channelNotListed: 'Posts of a channel are answered only when its id is a key of `groups`.',
  notMentioned: 'Nobody addressed the agent, and historyLimit 0 keeps no context.',
} as const;

export type DropReason = keyof typeof DROP_MEANINGS;

export const DROP_REASONS = Object.keys(DROP_MEANINGS) as readonly DropReason[];
