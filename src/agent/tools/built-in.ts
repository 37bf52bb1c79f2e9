import { createGatewayStatus } from './gateway-status.ts';
import { createGatewayTool } from './gateway.ts';
import type { ToolPorts } from './ports.ts';
import { createSessionStatus } from './session-status.ts';
import { createSessionsHistory } from './sessions-history.ts';
import { createSessionsList } from './sessions-list.ts';
import type { Tool } from './tool.ts';

/** Every tool of this gateway, in the order it is shown to a model. */
export const createTools = (ports: ToolPorts): readonly Tool[] => [
  createSessionStatus(ports),
  createSessionsList(ports),
  createSessionsHistory(ports),
  createGatewayStatus(ports),
  createGatewayTool(ports),
];
