// Serves the limiter by the subject protocol, version 1; see docs/subject-protocol.md.
import { createServer } from 'node:http';
import { ContractError } from './errors.js';
import { HttpGateway } from './gateway.js';
import { Limiter } from './limiter.js';

const urls = (process.env.REDIS_URLS ?? process.env.REDIS_URL).split(',');
const limiter = await Limiter.start(urls);
const gateway = new HttpGateway(limiter);

const METHODS = {
  configure: ({ document }) => limiter.configure(document),
  decide: async ({ route, client, cost }) => (await limiter.decide(route, client, cost)).decision,
  listen: ({ upstream }) => gateway.listen(upstream),
  acquire: ({ route, client }) => limiter.acquire(route, client),
  release: ({ slot }) => limiter.release(slot),
};

/** Carries one request out: its status, and what its body holds. */
async function answer(request) {
  const name = request.url.slice(1);
  if (name === 'health') return [200, 'ready'];
  if (!Object.hasOwn(METHODS, name)) return [404, { error: 'NoSuchMethod', message: name }];
  try {
    // A method without a result answers null: JSON has no undefined.
    return [200, (await METHODS[name](JSON.parse(await text(request)))) ?? null];
  } catch (error) {
    if (error instanceof ContractError) return [422, { error: error.type, message: error.message }];
    console.error(error);
    return [500, { error: error.name, message: error.stack }];
  }
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
