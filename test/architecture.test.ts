import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { staleCharts } from '../scripts/charts.ts';
import { METHOD_HANDLERS } from '../src/api/registry.ts';
import { KEY_FATES } from '../src/config/features.ts';
import { ruleOf } from '../src/config/reload-rules.ts';
import { RULE_ROWS } from '../src/config/reload-table.ts';
import { configSchema } from '../src/config/schema-node.ts';
import { ConfigSchema } from '../src/config/schema/index.ts';
import { POLICIES } from '../src/machines/policies.ts';
import { TREE } from '../src/machines/tree.ts';
import { APP_ENV } from '../src/platform/env.ts';
import { CLOSE, CLOSE_MEANINGS } from '../src/protocol/close-reasons.ts';
import { EVENTS, METHODS } from '../src/protocol/generated/tables.ts';
import {
  crowdedMachineFiles,
  incompleteMachines,
  readDocs,
  twoLevels,
  undocumented,
  unused,
} from './support/architecture/forgetting.ts';
import {
  looseRules,
  schemaLeaves,
  unclassified,
  type SchemaPart,
} from './support/architecture/reload-coverage.ts';
import * as rules from './support/architecture/rules.ts';
import { importsOf, readSources, scan } from './support/architecture/source.ts';

const sources = [...readSources('src'), ...readSources('ui/src')];

const holds = (violations: readonly string[]): void =>
  assert.equal(violations.length, 0, `${violations.length} violation(s):\n${violations.join('\n')}`);

describe('the house', () => {
  it('has sources to look at', () => assert.ok(sources.length > 50));
  it('lets each room import only what the table allows', () => holds(rules.roomsKeepTheirDistance(sources)));
  it('keeps each library in its place', () => holds(rules.librariesStayInTheirPlace(sources)));
  it('keeps timers, processes and databases of Node behind their doors', () =>
    holds(rules.nodeDoorsStayInTheirPlace(sources)));
  it('spells every import out', () => holds(rules.importsAreSpelledOut(sources)));
  it('loads no schema source in the daemon', () => holds(rules.daemonLoadsNoSchemas(sources)));
  it('has no import cycle, type imports included', () => holds(rules.importsFormNoCycle(sources)));
  it('reaches the outside world through platform only', () => holds(rules.doorsAreInPlatform(sources)));
  it('has no source file over 300 lines', () => holds(rules.filesAreShort(sources)));
  it('names files by their role', () => holds(rules.namesSayTheRole(sources)));
  it('uses no default exports, module state, enums, classes or silent catches', () =>
    holds(rules.languageIsPlain(sources)));
  it('knows the event names of XState in one place', () => holds(rules.xstateEventNamesHaveOneHome(sources)));
  it('creates actors in one place', () => holds(rules.rootActorsHaveOneHome(sources)));
  it('takes close codes from the table', () => holds(rules.closeCodesComeFromTheTable(sources)));
});

describe('nothing is forgotten', () => {
  const docs = readDocs();

  it('gives every machine a test, a chart and bodies', () => holds(incompleteMachines(sources)));
  it('keeps one machine per file', () => holds(crowdedMachineFiles(sources)));
  it('has fresh charts', async () => holds(await staleCharts()));
  it('gives every part of the tree a policy with a reason', () => {
    for (const part of TREE) assert.ok(POLICIES[part].reason.length > 20, part);
  });
  it('answers every method of the catalogue and no other', () => {
    assert.deepEqual([...METHOD_HANDLERS.keys()].sort(), [...METHODS.keys()].sort());
  });
  it('documents every method', () => holds(undocumented([...METHODS.keys()], docs)));
  it('documents every event', () => holds(undocumented([...EVENTS.keys()], docs)));
  it('sends every event of the catalogue somewhere', () => holds(unused([...EVENTS.keys()], sources)));
  it('says of every config key what becomes of it', () => {
    const keys = twoLevels(ConfigSchema);
    assert.ok(keys.length > 50);
    // A section that nothing reads answers for its keys; one that is read must say which of them are.
    const covered = (key: string): boolean => {
      const section = KEY_FATES[key.split('.')[0] ?? ''];
      return key in KEY_FATES || section === 'inert' || section === 'later';
    };
    holds(keys.filter((key) => !covered(key)).map((key) => `src/config/features.ts:1: ${key} has no fate`));
  });
  it('says of every config key what a change of it does to a running gateway', () => {
    assert.ok(schemaLeaves(configSchema).length > 500);
    holds(unclassified(configSchema, ruleOf));
  });
  it('has no reload rule that fits nothing, or more than it names', () =>
    holds(looseRules(configSchema, RULE_ROWS)));
  it('documents every environment variable', () => {
    holds(
      undocumented(
        Object.values(APP_ENV).map((name) => `CLAWDBOT_${name}`),
        docs,
      ),
    );
  });
  it('explains every close reason', () => {
    assert.deepEqual(Object.keys(CLOSE_MEANINGS).sort(), Object.keys(CLOSE).sort());
    const reasons = Object.values(CLOSE).flatMap((close) => (close.reason === '' ? [] : [close.reason]));
    holds(reasons.filter((reason) => !docs.includes(reason)));
  });
});

describe('the scanner behind these rules', () => {
  const source = (text: string) => ({ path: 'src/x/y.ts', text, ...scan(text) });

  it('reads every form of import', () => {
    const found = importsOf(
      source(
        [
          "import { a } from './a.ts';",
          "import type { B } from './b.ts';",
          "import { type C, type D } from './c.ts';",
          "import './d.ts';",
          "export { e } from './e.ts';",
          "export type { F } from './f.ts';",
          "export * from './g.ts';",
          "import {\n  h,\n  type I,\n} from './h.ts';",
          "const j = await import('./j.ts');",
          "export const k = 'from nowhere';",
          "// import { no } from './no.ts';",
          "const text = `import { no } from './no.ts'; ${await import('./l.ts')}`;",
        ].join('\n'),
      ),
    );
    assert.deepEqual(
      found.map((item) => [item.specifier, item.line, item.typeOnly, item.dynamic]),
      [
        ['./a.ts', 1, false, false],
        ['./b.ts', 2, true, false],
        ['./c.ts', 3, true, false],
        ['./d.ts', 4, false, false],
        ['./e.ts', 5, false, false],
        ['./f.ts', 6, true, false],
        ['./g.ts', 7, false, false],
        ['./h.ts', 11, false, false],
        ['./j.ts', 12, false, true],
        ['./l.ts', 15, false, true],
      ],
    );
  });

  it('sees code and not what only looks like it', () => {
    const { code } = scan(
      "const a = /['`]/; // setTimeout(\nconst b = 'Date.now()'; const c = `x ${Date.now()} y`; a / b / 2;",
    );
    assert.equal(code.match(/Date\.now/g)?.length, 1);
    assert.ok(!code.includes('setTimeout'));
    assert.ok(code.endsWith('a / b / 2;'));
  });

  it('finds a config key that nobody gave a reload rule, wherever it stands', () => {
    const value: SchemaPart = {};
    const section = (properties: Readonly<Record<string, SchemaPart>>): SchemaPart => ({ properties });
    const fake = {
      properties: {
        brandNew: value,
        gateway: section({ auth: section({ brandNew: value }), port: value }),
        logging: section({ level: value }),
        agents: section({ list: { items: section({ id: value, brandNew: value }) } }),
        channels: section({
          telegram: section({
            brandNew: value,
            accounts: { additionalProperties: section({ brandNew: value }) },
          }),
        }),
      },
    };
    assert.deepEqual(
      unclassified(fake, ruleOf).map((line) => line.split(' ')[1]),
      [
        'brandNew',
        'gateway.auth.brandNew',
        'agents.list.*.brandNew',
        'channels.telegram.brandNew',
        'channels.telegram.accounts.*.brandNew',
      ],
    );
  });

  it('finds a reload rule that would take new keys unseen', () => {
    const row = (pattern: string) => ({ pattern, keys: pattern.split('.'), below: false });
    const found = looseRules(configSchema, [
      row('gateway.port'),
      row('gateway.*'),
      row('gateway.gone'),
      row('channels.whatsapp.authDir'),
      row('agents.list.*.id'),
    ]);
    assert.deepEqual(
      found.map((line) => line.split(' ')[1]),
      ['gateway.*', 'gateway.gone'],
    );
  });

  it('finds what it is there to find', () => {
    const bad = [
      source("import { x } from '../actors/z.ts';\nsetTimeout(() => {}, 1);\nlet n = 0;\ntry {} catch {}\n"),
      { ...source("import { y } from '../x/y.ts';"), path: 'src/actors/z.ts' },
    ];
    const house = bad.map((item) => ({ ...item, path: item.path.replace('src/x/', 'src/agent/') }));
    assert.match(
      rules.roomsKeepTheirDistance(house)[0] ?? '',
      /^src\/agent\/y\.ts:1: agent may not import actors/,
    );
    assert.match(rules.doorsAreInPlatform(house)[0] ?? '', /^src\/agent\/y\.ts:2: setTimeout/);
    assert.deepEqual(rules.languageIsPlain(house).length, 2);
    assert.match(
      rules.importsFormNoCycle(bad)[0] ?? '',
      /import cycle src\/x\/y\.ts → src\/actors\/z\.ts → src\/x\/y\.ts/,
    );
  });
});
