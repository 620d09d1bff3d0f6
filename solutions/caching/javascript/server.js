// Serves catalogues by the subject protocol, version 1, one after the other; see docs/subject-protocol.md.
import { createServer } from 'node:http';
import { LeasedCatalogue } from './catalogue.js';
import { Copies } from './copies.js';
import { ContractError, NotImplemented } from './errors.js';
import { ProductTable } from './table.js';

const METHODS = ['find', 'update', 'create', 'reprice', 'view', 'cheapest', 'browse', 'replay'];

// Only the judge knows it.
const MARK = process.env.SYSLAB_SUBJECT_MARK;

/** One catalogue, and its end. */
async function begin({ DATABASE_URL, REDIS_URL }) {
  const table = new ProductTable(DATABASE_URL);
  const copies = new Copies(REDIS_URL);
  // Ready means that calls can be answered, so Redis comes first; PostgreSQL's pool connects when it is asked.
  await copies.connect();
  const end = () => Promise.allSettled([copies.close(), table.close()]);
  return { catalogue: new LeasedCatalogue(copies, table), end, inFlight: 0 };
}

let subject = await begin(process.env);

/** Carries one request out: its status, and what its body holds. */
async function answer(request) {
  const method = request.url.slice(1);
  if (method.startsWith('-/') && MARK && request.headers['syslab-mark'] === MARK) return succeed(method, request);
  if (!subject) return [503, 'idle'];
  if (method === 'health') return [200, 'ready'];
  if (!METHODS.includes(method)) return [404, { error: 'NoSuchMethod', message: method }];
  const called = subject;
  called.inFlight += 1;
  try {
    const named = JSON.parse(await text(request));
    // A method without a result answers null: JSON has no undefined.
    return [200, (await called.catalogue[method](named)) ?? null];
  } catch (error) {
    return failure(error);
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
  // What is still under way would go on beside the next one.
  if (ended.inFlight > 0) return [409, 'calls are in flight'];
  await ended.end();
  return [200, 'nothing is left'];
}

async function text(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function failure(error) {
  if (error instanceof ContractError) return [422, { error: error.type, message: error.message }];
  if (error instanceof NotImplemented) {
    return [501, { error: 'NotImplemented', message: error.message, stage: error.stage }];
  }
  console.error(error);
  return [500, { error: error.name, message: error.stack }];
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
  // Calls in flight are finished; connections that wait for another call would hold the end up.
  server.close(async () => {
    await subject?.end();
    process.exit(0);
  });
  setInterval(() => server.closeIdleConnections(), 20);
});
