import type { Tool } from './tool.ts';
import type { ToolPorts } from './ports.ts';

/** The current session, or another one: model, levels, token counts, whether a run is active. */
export const createSessionStatus = (ports: ToolPorts): Tool => ({
  name: 'session_status',
  description: 'Shows the state of this session or another one: model, levels, token counts, active runs.',
  parameters: {
    type: 'object',
    properties: { sessionKey: { type: 'string', minLength: 1, description: 'Default: this session.' } },
    additionalProperties: false,
  },
  run(args, context) {
    const asked = typeof args['sessionKey'] === 'string' ? args['sessionKey'] : context.sessionKey;
    const key = ports.sessions.canonicalKey(asked, context.agentId);
    const { sessions } = ports.sessions.list({ search: key, includeGlobal: true, includeUnknown: true });
    const row = sessions.find((entry) => entry.key === key);
    if (!row) throw new Error(`no session ${key}`);
    const runs = ports.runs
      .active()
      .filter((run) => run.canonicalKey === key)
      .map(({ runId, state, since }) => ({ runId, state, forMs: ports.now() - since }));
    return { session: row, activeRuns: runs };
  },
});
