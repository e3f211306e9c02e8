import { EventEmitter } from 'events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { OutputError, write, writeToFile } from '../../cli/output';
import { printTo } from '../../cli/print';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'output-test-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function* failing(): Iterable<string> {
  yield 'x'.repeat(100_000);
  throw Object.assign(Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
}

test('a report that partially fails leaves the former one as it was, and nothing beside it', () => {
  const file = join(folder, 'status.html');
  writeFileSync(file, 'former');
  expect(() => writeToFile(failing(), file)).toThrow(new OutputError('--output: the file cannot be written: ENOSPC: no space left on device, write'));
  expect([readFileSync(file, 'utf8'), readdirSync(folder)]).toEqual(['former', ['status.html']]);
});

test('a file keeps its mode, and a link leads to the file', () => {
  const [file, link] = [join(folder, 'status.html'), join(folder, 'link')];
  writeFileSync(file, 'former');
  chmodSync(file, 0o600);
  symlinkSync(file, link);
  writeToFile(['one', 'two'], link);
  expect([readFileSync(file, 'utf8'), statSync(file).mode % 0o1000, readdirSync(folder).sort()]).toEqual(['one\ntwo\n', 0o600, ['link', 'status.html']]);
});

test('a device is written itself', () => {
  writeToFile('text', '/dev/null');
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});

/** A reader that takes one piece, and is slow. */
class Slow extends EventEmitter {
  public readonly taken: string[] = [];
  public write(text: string): boolean {
    this.taken.push(text);
    return false;
  }
}

test('what is printed waits for a slow reader, and is made no faster', async () => {
  let made = 0;
  function* lines() {
    for (; made < 100; made++) yield 'x'.repeat(10_000);
  }
  const slow = new Slow();
  const written = write(lines(), undefined, printTo(slow as any));
  await new Promise((resolve) => setImmediate(resolve));
  expect([slow.taken.length, made]).toEqual([1, 6]);
  const drain = setInterval(() => slow.emit('drain'), 0);
  await written;
  clearInterval(drain);
  expect([slow.taken.join('').length, made, slow.listenerCount('drain')]).toEqual([1_000_000 + 100, 100, 0]);
});

test('a reader that ends early is no error, and is sent no more', async () => {
  const slow = new Slow();
  const print = printTo(slow as any);
  const waits = print('one');
  slow.emit('error', Object.assign(Error('write EPIPE'), { code: 'EPIPE' }));
  await waits;
  expect([print('two'), slow.taken]).toEqual([undefined, ['one\n']]);
  expect(() => slow.emit('error', Object.assign(Error('write EIO'), { code: 'EIO' }))).toThrow('EIO');
});
