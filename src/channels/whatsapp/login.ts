import type { BinaryNode, WASocket } from '@whiskeysockets/baileys';
import type { LinkFault } from '../../protocol/link-faults.ts';
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

export interface LoginNews {
  readonly step: (step: LoginStep) => void;
  /** The network gives no code: the login is over. */
  readonly refused: (fault: LinkFault) => void;
}

export function createLoginSteps(
  request: LoginRequest,
  sock: Pick<WASocket, 'requestPairingCode' | 'ws'>,
  clock: Clock,
  news: LoginNews,
): LoginSteps {
  let count = 0;

  const askForCode = async (phone: string): Promise<void> => {
    // The library shows its code without waiting whether the network accepts it.
    sock.ws.on('CB:iq,type:error', (node: BinaryNode) => news.refused(refusal(phone, node)));
    const code = await sock.requestPairingCode(phone);
    news.step({ step: 'code', code, expiresAt: clock.now() + CODE_MS });
  };

  return {
    offered: async (qr) => {
      count += 1;
      if (request.method === 'qr') {
        news.step({ step: 'qr', qr, expiresAt: clock.now() + (count === 1 ? FIRST_QR_MS : LATER_QR_MS) });
        return;
      }
      // The first offer is also the sign that the connection is ready to be asked for a code.
      if (count === 1) await askForCode(request.phone.replaceAll(/\D/g, ''));
    },
  };
}

export function refusal(phone: string, node: BinaryNode): LinkFault {
  const error = Array.isArray(node.content) ? node.content.find((child) => child.tag === 'error') : undefined;
  const { code = 'no code', text = 'no reason' } = error?.attrs ?? {};
  return {
    kind: 'loginEnded',
    code,
    message: `WhatsApp gives no pairing code for +${phone} (${code} ${text})`,
    hint:
      code === '429'
        ? 'too many codes were asked for; wait an hour, or scan the QR code'
        : 'check the number, with its country code; or scan the QR code',
  };
}
