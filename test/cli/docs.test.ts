import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Command } from 'commander';
import { buildProgram } from '../../src/cli/program.ts';
import { EXIT } from '../../src/platform/exit.ts';
import { createBench } from '../support/cli-run.ts';

const page = readFileSync(new URL('../../docs/reference/cli.md', import.meta.url), 'utf8');

function* verbsOf(command: Command): Generator<Command> {
  for (const child of command.commands) {
    if (child.commands.length === 0 || child.name() === 'gateway') yield child;
    yield* verbsOf(child);
  }
}

test('every command and every option is documented', (context) => {
  const verbs = [...verbsOf(buildProgram(createBench(context).io))];
  assert.ok(verbs.length >= 15);
  const words = verbs.flatMap((verb) => [verb.name(), ...verb.options.map((option) => option.long ?? '')]);
  assert.deepEqual(
    [...new Set(words)].filter((word) => !page.includes(word)),
    [],
  );
});

test('every exit code a command can end with is documented', () => {
  // Only a supervisor of the gateway ever sees `retry`.
  const codes = Object.entries(EXIT).filter(([name]) => name !== 'retry');
  assert.deepEqual(
    codes.filter(([, code]) => !page.includes(`| ${code} |`)),
    [],
  );
});
