/**
 * Preloaded into every Node.js process that a test run starts: the CDK CLI, its apps, the functions of the local endpoint. Compiling large
 * modules takes most of their time, so that the first process keeps the compiled code for the others, until the run is over.
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join, sep } = require('node:path');
const vm = require('node:vm');

/** Smaller modules are compiled as fast as their compiled code is read. */
const LARGE = 50_000;

const folder = process.env.SECURE_ACCOUNT_BASELINE_TEST_FILES && join(process.env.SECURE_ACCOUNT_BASELINE_TEST_FILES, 'compiled');
const compile = Module.prototype._compile;
/** What this process has compiled, by the file that keeps it. */
const compiled = new Map();

Module.prototype._compile = function (content, filename, ...others) {
  const large = typeof content === 'string' && content.length >= LARGE && filename.includes(`${sep}node_modules${sep}`) && !content.startsWith('#!');
  return folder && large ? run(this, content, filename) : compile.call(this, content, filename, ...others);
};

function run(module, content, filename) {
  const file = join(folder, createHash('sha1').update(filename).update(content).digest('hex'));
  const cachedData = read(file);
  const script = new vm.Script(Module.wrap(content), { filename, cachedData, importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER });
  if (!cachedData || script.cachedDataRejected) compiled.set(file, script);
  const required = Object.assign((id) => module.require(id), Module.createRequire(filename), { main: process.mainModule });
  return script.runInThisContext().call(module.exports, module.exports, required, module, filename, dirname(filename));
}

function read(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

// At the end, since a function is compiled when it is called first.
process.once('exit', () => compiled.forEach((script, file) => keep(file, script)));

/** Another process may read at the same time, and the folder is gone if the run is over. */
function keep(file, script) {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, script.createCachedData());
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // The next process compiles it again.
  }
}
