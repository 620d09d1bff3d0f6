// Serves chat servers by the subject protocol, version 1, one after the other; see docs/subject-protocol.md.
import { createServer } from 'node:http';
import { ChatServer } from './chat.js';

const METHODS = ['echo', 'listen'];
const LATER = ['cluster', 'guard', 'drain']; // stage 6 and later

// Only the judge knows it.
const MARK = process.env.SYSLAB_SUBJECT_MARK;

let subject = new ChatServer();

/** Carries one request out: its status, and what its body holds. */
async function answer(request) {
  const method = request.url.slice(1);
  if (method.startsWith('-/') && MARK && request.headers['syslab-mark'] === MARK) return succeed(method, request);
  if (!subject) return [503, 'idle'];
  if (method === 'health') return [200, 'ready'];
  if (LATER.includes(method)) return [501, { error: 'NotImplemented', message: method, stage: 6 }];
  if (!METHODS.includes(method)) return [404, { error: 'NoSuchMethod', message: method }];
  try {
    return [200, await subject[method](JSON.parse(await text(request)))];
  } catch (error) {
    console.error(error);
    return [500, { error: error.name, message: error.stack }];
  }
}

/** Ends the subject, or begins the next one: that takes less than another start of Node. */
async function succeed(name, request) {
  await text(request);
  subject?.close();
  subject = name === '-/begin' ? new ChatServer() : undefined;
  return [200, name === '-/begin' ? 'ready' : 'nothing is left'];
}

async function text(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const server = createServer(async (request, response) => {
  const [status, body] = await answer(request);
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
});
// The judge keeps its connections. Node ends an idle one after 5 s, perhaps just when the next call is on its way.
server.keepAliveTimeout = 60_000;

server.listen(Number(process.env.PORT), '127.0.0.1');

process.on('SIGTERM', () => {
  subject?.close();
  // Calls in flight are finished; connections that wait for another call would hold the end up.
  server.close(() => process.exit(0));
  setInterval(() => server.closeIdleConnections(), 20);
});
