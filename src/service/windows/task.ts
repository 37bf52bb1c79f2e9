import type { ServiceSpec } from '../spec.ts';

/** What a command file or a task cannot hold. */
export class UnwritableError extends Error {
  constructor(what: string, why: string) {
    super(`${what} ${why}`);
    this.name = 'UnwritableError';
  }
}

const XML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const xml = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => XML[char] ?? char);

/**
 * A task that runs at logon, in the user's own rights, again a minute after a failure, and however long it takes. Windows reads it as
 * UTF-16.
 */
export function renderTask(spec: ServiceSpec, scriptPath: string): string {
  return [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    `  <RegistrationInfo><Description>${xml(spec.description)}</Description></RegistrationInfo>`,
    '  <Triggers><LogonTrigger><Enabled>true</Enabled></LogonTrigger></Triggers>',
    '  <Principals><Principal id="Author"><LogonType>InteractiveToken</LogonType><RunLevel>LeastPrivilege</RunLevel></Principal></Principals>',
    '  <Settings>',
    '    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>',
    '    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>',
    '    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>',
    '    <AllowHardTerminate>true</AllowHardTerminate>',
    '    <StartWhenAvailable>true</StartWhenAvailable>',
    '    <Enabled>true</Enabled>',
    '    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>',
    '    <RestartOnFailure><Interval>PT1M</Interval><Count>255</Count></RestartOnFailure>',
    '  </Settings>',
    '  <Actions Context="Author"><Exec>',
    '    <Command>cmd.exe</Command>',
    `    <Arguments>${xml(`/d /c ""${scriptPath}""`)}</Arguments>`,
    `    <WorkingDirectory>${xml(spec.workingDirectory)}</WorkingDirectory>`,
    '  </Exec></Actions>',
    '</Task>',
    '',
  ].join('\r\n');
}

function checked(value: string, what: string): string {
  if (/[\r\n\0"]/.test(value))
    throw new UnwritableError(what, 'holds a quote or a line break, which a command file cannot express');
  return value;
}

/** A percent sign begins a variable in a command file. */
const noVariable = (text: string): string => text.replaceAll('%', '%%');

/** What ends in backslashes would take the closing quote along, by the rules programs split their command line by. */
const inQuotes = (text: string): string => `"${text.replace(/\\+$/, '$&$&')}"`;

/**
 * Windows reads a command file in the code page of the machine, and a path with the name of a person may hold any letter: this line, which is
 * the same in all of them, makes it UTF-8 from here on.
 */
const AS_UTF8 = 'chcp 65001 >nul';

/** The command file the task runs. @throws UnwritableError */
export function renderScript(spec: ServiceSpec): string {
  const word = (text: string): string => {
    const safe = noVariable(checked(text, `the argument ${JSON.stringify(text)}`));
    return /[\s&|<>^()%!,;=]/.test(safe) || safe === '' ? inQuotes(safe) : safe;
  };
  return [
    '@echo off',
    AS_UTF8,
    'setlocal disabledelayedexpansion',
    `rem ${noVariable(spec.description)}`,
    `cd /d "${noVariable(checked(spec.workingDirectory, 'the working directory'))}"`,
    ...Object.entries(spec.environment).map(
      ([name, value]) => `set "${name}=${noVariable(checked(value, name))}"`,
    ),
    spec.command.map(word).join(' '),
    '',
  ].join('\r\n');
}

/** What a command file of ours, or of an older release, starts and sets. */
export function readScript(text: string): {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
} {
  const environment: Record<string, string> = {};
  let command: readonly string[] = [];
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (line === '' || /^(@echo|chcp|rem|setlocal|cd)\b/i.test(line) || line.startsWith('::')) continue;
    const set = /^set\s+"?([^=]+)=(.*?)"?$/i.exec(line);
    if (set !== null) environment[set[1] ?? ''] = (set[2] ?? '').replaceAll('%%', '%');
    else if (command.length === 0)
      command = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain = '']) =>
        (quoted?.replace(/(\\+)\1$/, '$1') ?? plain).replaceAll('%%', '%'),
      );
  }
  return { command, environment };
}
