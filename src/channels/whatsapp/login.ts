import type { WASocket } from '@whiskeysockets/baileys';
import type { Clock } from '../../platform/clock.ts';
import type { LoginRequest, LoginStep } from '../port.ts';

const FIRST_QR_MS = 60_000;
const LATER_QR_MS = 20_000;
/** The server ends an unfinished login after about this long, whatever was asked for. */
const CODE_MS = 160_000;

/** Turns the codes the network offers into steps of the login that was asked for. */
export interface LoginSteps {
  /** The library's `qr` of a connection update. */
  offered(qr: string): Promise<void>;
}

export function createLoginSteps(
  request: LoginRequest,
  sock: Pick<WASocket, 'requestPairingCode'>,
  clock: Clock,
  tell: (step: LoginStep) => void,
): LoginSteps {
  let count = 0;
  return {
    offered: async (qr) => {
      count += 1;
      if (request.method === 'qr') {
        tell({ step: 'qr', qr, expiresAt: clock.now() + (count === 1 ? FIRST_QR_MS : LATER_QR_MS) });
        return;
      }
      // The first offer is also the sign that the connection is ready to be asked for a code.
      if (count > 1) return;
      const code = await sock.requestPairingCode(request.phone.replaceAll(/\D/g, ''));
      tell({ step: 'code', code, expiresAt: clock.now() + CODE_MS });
    },
  };
}
