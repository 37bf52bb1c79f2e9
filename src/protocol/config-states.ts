/** How the configuration that runs stands to the file: `health.config.state`. */
export const CONFIG_STATES = ['current', 'pending', 'invalid', 'refused', 'lastGood', 'restored'] as const;
export type ConfigState = (typeof CONFIG_STATES)[number];
