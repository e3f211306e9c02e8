import { createServer, IncomingMessage, Server } from 'http';
import { AddressInfo } from 'net';
import { put } from '../../../../src/handlers/shared/custom-resource/put';

let server: Server;
let received: { method?: string; headers: IncomingMessage['headers']; text: string }[];
/** What the server answers; none lets the client wait. */
let status: number | undefined;
let url: string;

beforeEach(async () => {
  received = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ method: request.method, headers: request.headers, text: Buffer.concat(chunks).toString() });
    if (status) response.writeHead(status).end('content');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/?signature=x`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test.each([200, 403, 503])('puts the text in one piece, and returns the status %p', async (answer) => {
  status = answer;
  expect(await put(url, '{"a":1}')).toBe(answer);
  expect(received).toEqual([{ method: 'PUT', headers: expect.objectContaining({ 'content-type': '', 'content-length': '7' }), text: '{"a":1}' }]);
});

test('fails after four seconds if there is no response, with a code', async () => {
  status = undefined;
  const begin = performance.now();
  await expect(put(url, '{}')).rejects.toMatchObject({ code: 'ABORT_ERR' });
  expect(performance.now() - begin).toBeGreaterThan(3_900);
  expect(received).toHaveLength(1);
});

test.each([
  ['a port that nobody listens at', () => 'http://127.0.0.1:1/', /^ECONNREFUSED$/],
  ['a server without TLS', () => url.replace('http', 'https'), /^(EPROTO|ERR_SSL_.+)$/],
  ['what is no URL', () => 'https:', /^ERR_INVALID_URL$/],
])('fails at %s, with a code', async (_, address, code) => {
  await expect(put(address(), '{}')).rejects.toMatchObject({ code: expect.stringMatching(code) });
});
