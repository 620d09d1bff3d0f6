// Decides about HTTP requests, and says in the answer's fields how the client stands and when to come back:
// draft-ietf-httpapi-ratelimit-headers-11, RFC 9110 (Retry-After), RFC 9457 (problem details).
import { createServer } from 'node:http';
import { millisOf } from './decisions.js';
import { ContractError } from './errors.js';

const QUOTA_EXCEEDED = 'https://iana.org/assignments/http-problem-types#quota-exceeded';
const STATUS = { BadClientException: [400, 'Bad Request'], UnknownRouteException: [404, 'Not Found'] };
const UPSTREAM_PATIENCE = 10_000;

export class HttpGateway {
  #limiter;
  #port;
  #server;

  constructor(limiter) {
    this.#limiter = limiter;
  }

  /** Serves from the first call on; answers the port. */
  listen(upstream) {
    this.#port ??= new Promise((resolve) => {
      this.#server = createServer((request, response) => this.#serve(upstream, request, response));
      this.#server.listen(0, '127.0.0.1', () => resolve(this.#server.address().port));
    });
    return this.#port;
  }

  close() {
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  async #serve(upstream, request, response) {
    const route = decodeURIComponent(new URL(request.url, upstream).pathname.split('/')[1]);
    const client = request.headers['x-client'] ?? '';
    try {
      const { decision, violated } = await this.#limiter.decide(route, client, 1);
      if (!decision.degraded) await this.#fields(response, route, client, decision);
      if (decision.allowed) return await forward(upstream, request, response);
      response.setHeader('Retry-After', retryAfter(decision));
      if (decision.degraded) return problem(response, 503, 'about:blank', 'Service Unavailable');
      return problem(response, 429, QUOTA_EXCEEDED, 'Too Many Requests', { 'violated-policies': violated });
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      const [status, title] = STATUS[error.type] ?? [503, 'Service Unavailable'];
      if (status === 503) response.setHeader('Retry-After', 1);
      return problem(response, status, 'about:blank', title, { detail: error.message });
    }
  }

  async #fields(response, route, client, decision) {
    const limits = this.#limiter.limits(await this.#limiter.rules(route), client);
    const policies = limits.map((limit) => `"${limit.name}";q=${limit.amount};w=${limit.seconds}`);
    response.setHeader('RateLimit-Policy', policies.join(', '));
    const time = decision.allowed ? Math.ceil(millisOf(decision.resetAfter) / 1000) : retryAfter(decision);
    response.setHeader('RateLimit', `"${decision.policy}";r=${decision.remaining};t=${time}`);
  }
}

/** Rounded up, and at least 1: a client that obeys must not come back too early. */
function retryAfter(decision) {
  return Math.max(1, Math.ceil(millisOf(decision.retryAfter) / 1000));
}

async function forward(upstream, request, response) {
  try {
    const answer = await fetch(upstream + request.url, { redirect: 'manual', signal: AbortSignal.timeout(UPSTREAM_PATIENCE) });
    const body = Buffer.from(await answer.arrayBuffer());
    const type = answer.headers.get('content-type');
    if (type) response.setHeader('Content-Type', type);
    response.writeHead(answer.status).end(body);
  } catch {
    problem(response, 502, 'about:blank', 'Bad Gateway');
  }
}

function problem(response, status, type, title, more = {}) {
  response.setHeader('Content-Type', 'application/problem+json');
  response.writeHead(status).end(JSON.stringify({ type, title, status, ...more }));
}
