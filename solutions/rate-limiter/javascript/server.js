// Serves limiters by the subject protocol, version 1, one after the other; see docs/subject-protocol.md.
import { createServer } from 'node:http';
import { ContractError } from './errors.js';
import { HttpGateway } from './gateway.js';
import { Limiter } from './limiter.js';

// Only the judge knows it.
const MARK = process.env.SYSLAB_SUBJECT_MARK;

/** The methods of one gateway, and its end. */
async function begin({ REDIS_URLS, REDIS_URL }) {
  const limiter = await Limiter.start((REDIS_URLS ?? REDIS_URL).split(','));
  const gateway = new HttpGateway(limiter);
  const methods = {
    configure: ({ document }) => limiter.configure(document),
    decide: async ({ route, client, cost }) => (await limiter.decide(route, client, cost)).decision,
    listen: ({ upstream }) => gateway.listen(upstream),
    acquire: ({ route, client }) => limiter.acquire(route, client),
    release: ({ slot }) => limiter.release(slot),
  };
  const end = () => {
    gateway.close();
    limiter.close();
  };
  return { methods, end, inFlight: 0 };
}

let subject = await begin(process.env);

/** Carries one request out: its status, and what its body holds. */
async function answer(request) {
  const name = request.url.slice(1);
  if (name.startsWith('-/') && MARK && request.headers['syslab-mark'] === MARK) return succeed(name, request);
  if (!subject) return [503, 'idle'];
  if (name === 'health') return [200, 'ready'];
  if (!Object.hasOwn(subject.methods, name)) return [404, { error: 'NoSuchMethod', message: name }];
  const called = subject;
  called.inFlight += 1;
  try {
    // A method without a result answers null: JSON has no undefined.
    return [200, (await called.methods[name](JSON.parse(await text(request)))) ?? null];
  } catch (error) {
    if (error instanceof ContractError) return [422, { error: error.type, message: error.message }];
    console.error(error);
    return [500, { error: error.name, message: error.stack }];
  } finally {
    called.inFlight -= 1;
  }
}

/** Ends the subject, or begins the next one: that takes less than another start of Node. */
async function succeed(name, request) {
  if (name === '-/begin') {
    subject = await begin(JSON.parse(await text(request)).environment);
    return [200, 'ready'];
  }
  const ended = subject;
  subject = undefined;
  ended.end();
  // What is still under way would go on beside the next one.
  return ended.inFlight === 0 ? [200, 'nothing is left'] : [409, 'calls are in flight'];
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
  server.close(() => process.exit(0));
  setInterval(() => server.closeIdleConnections(), 20);
});
