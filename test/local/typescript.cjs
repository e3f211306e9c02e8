/**
 * Preloaded into an app, which is written in TypeScript: compiles as the tests are compiled, and keeps what it has compiled for the other apps
 * of the test run. A program that compiles for an app, such as tsx, takes as long to start as the app takes.
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const { transform } = require('../jest.config.json');
const [, options] = Object.values(transform)[0];
const folder = join(process.env.SECURE_ACCOUNT_BASELINE_TEST_FILES ?? tmpdir(), 'typescript');
mkdirSync(folder, { recursive: true });

// What `paths` of tsconfig.json says.
const { name } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...others) => resolve(request === name ? join(__dirname, '../../src/index.ts') : request, ...others);

Module._extensions['.ts'] = (module, filename) => {
  const { size, mtimeMs } = statSync(filename);
  const kept = join(folder, createHash('sha1').update(`${filename} ${size} ${mtimeMs}`).digest('hex'));
  module._compile(read(kept) ?? compiled(filename, kept), filename);
};

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function compiled(filename, kept) {
  const { code } = require('@swc/core').transformSync(readFileSync(filename, 'utf8'), { ...options, filename, sourceMaps: 'inline' });
  // Another process may read at the same time.
  writeFileSync(`${kept}.${process.pid}`, code);
  renameSync(`${kept}.${process.pid}`, kept);
  return code;
}
