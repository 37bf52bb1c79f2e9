import { portHolder } from '../port-holder.ts';
import type { Wizard } from './wizard.ts';

const checkPort = (answer: string): string | undefined =>
  /^\d{1,5}$/.test(answer) && Number(answer) > 0 && Number(answer) < 65_536
    ? undefined
    : 'a port is a number from 1 to 65535';

const usualPort = ({ io, config }: Pick<Wizard, 'io' | 'config'>): number =>
  config.gateway?.port ?? (io.paths.profile === 'dev' ? 19_001 : 18_789);

/** The port, asked for until it is one that nobody else has. One given beforehand is asked for only when somebody has it. */
export async function askPort(
  wizard: Pick<Wizard, 'io' | 'asker' | 'config'>,
  given?: string,
): Promise<string> {
  const { io, asker } = wizard;
  const usual = String(usualPort(wizard));
  const refused = new Set<string>();
  for (let port = given; ; port = undefined) {
    // What was refused is not proposed again.
    const proposal = refused.has(usual) ? {} : { initial: usual };
    const answer = port ?? (await asker.text({ message: 'Port', ...proposal, check: checkPort }));
    const holder = await portHolder(io, Number(answer));
    if (holder === undefined) return answer;
    refused.add(answer);
    asker.note(
      `Port ${answer} is taken by ${holder}: end that, or give another port, at least 110 away from those of other gateways.`,
    );
  }
}
