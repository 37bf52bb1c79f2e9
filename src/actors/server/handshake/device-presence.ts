import { isControlUi } from '../../../protocol/client-kind.ts';
import { refuse } from '../../../protocol/refusals.ts';
import { offersSecret, type Rule } from './attempt.ts';

/** Whether the client may come without a device. The presence of a token decides here; its validity is checked later. */
export const checkDevicePresence: Rule = (attempt) => {
  const { params, peer, role, bypass } = attempt;
  if (attempt.device !== undefined) return undefined;
  if (peer.transport === 'unix' && role === 'operator') return undefined;
  if (isControlUi(params.client)) {
    if (!bypass) return refuse('insecureControlUi');
    return offersSecret(params) ? undefined : refuse('deviceRequired');
  }
  return params.auth?.token ? undefined : refuse('deviceRequired');
};
