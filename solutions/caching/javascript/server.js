// Serves the catalogue by the subject protocol, version 1; see docs/subject-protocol.md.
import { createServer } from 'node:http';
import { LeasedCatalogue } from './catalogue.js';
import { Copies } from './copies.js';
import { ContractError, NotImplemented } from './errors.js';
import { ProductTable } from './table.js';

const METHODS = ['find', 'update', 'create', 'reprice', 'view', 'cheapest', 'browse', 'replay'];

const table = new ProductTable(process.env.DATABASE_URL);
const copies = new Copies(process.env.REDIS_URL);
const catalogue = new LeasedCatalogue(copies, table);

/** Carries one request out: its status, and what its body holds. */
async function answer(request) {
  const method = request.url.slice(1);
  if (method === 'health') return [200, 'ready'];
  if (!METHODS.includes(method)) return [404, { error: 'NoSuchMethod', message: method }];
  try {
    const named = JSON.parse(await text(request));
    // A method without a result answers null: JSON has no undefined.
    return [200, (await catalogue[method](named)) ?? null];
  } catch (error) {
    return failure(error);
  }
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

// Ready means that calls can be answered, so Redis comes first; PostgreSQL's pool connects when it is asked.
await copies.connect();
server.listen(Number(process.env.PORT), '127.0.0.1');

process.on('SIGTERM', () => {
  // Calls in flight are finished; connections that wait for another call would hold the end up.
  server.close(async () => {
    await Promise.allSettled([copies.close(), table.close()]);
    process.exit(0);
  });
  setInterval(() => server.closeIdleConnections(), 20);
});
