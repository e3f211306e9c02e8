import { Print } from './output';

/** A stream that lines are printed to, such as standard output. */
type Stream = Pick<NodeJS.WriteStream, 'write' | 'on' | 'once' | 'off'>;

/**
 * Prints lines to a stream, not faster than it takes them. A program that reads standard output may end early, as `head` does: the rest is left
 * out then, and is no error.
 */
export function printTo(stream: Stream): Print {
  let isClosed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isClosed = true;
  });
  return (text) => {
    if (!isClosed && !stream.write(`${text}\n`)) return untilReady(stream);
    return undefined;
  };
}

function untilReady(stream: Stream): Promise<void> {
  return new Promise((resolve) => {
    const ready = () => {
      stream.off('drain', ready);
      stream.off('error', ready);
      resolve();
    };
    stream.once('drain', ready);
    stream.once('error', ready);
  });
}
