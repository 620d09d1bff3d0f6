// Limits that gateways share: each decision is one script on one Redis server, which looks at all limits of the route and
// counts in all of them or in none, by its own clock.
import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { routesOf } from './configuration.js';
import { degraded, rulingOf } from './decisions.js';
import { Silent, badClient, badCost, unavailable, unknownRoute } from './errors.js';
import { Script, Server } from './redis.js';
import { SLOT_LEASE, Slots, textOf } from './slots.js';
import { Stock } from './stock.js';

const LONGEST_CLIENT = 256;
const LOOK_EVERY = 500;
const CONFIGURATION = 'configuration';
const TAKE = new Script('take');

export class Limiter {
  #servers;
  #document;
  #routes;
  #stocks = new Map();
  #slots = new Slots((pair) => this.#server(pair));
  #calls = 0;
  #process = randomUUID();
  #closed = false;

  static async start(urls) {
    const limiter = new Limiter();
    limiter.#servers = urls.map((url) => new Server(url));
    await Promise.all(limiter.#servers.map((server) => server.start()));
    await limiter.#look().catch(() => {});
    limiter.#every(LOOK_EVERY, () => limiter.#look());
    limiter.#every(SLOT_LEASE / 4, () => limiter.#slots.renew());
    limiter.#every(SLOT_LEASE, () => limiter.#forgetStocks());
    return limiter;
  }

  /** Does something again and again; one failure is not the last turn. */
  #every(time, task) {
    const turn = async () => {
      if (this.#closed) return;
      try {
        await task();
      } catch (error) {
        if (!(error instanceof Silent)) console.error(error);
      }
      setTimeout(turn, time);
    };
    setTimeout(turn, time);
  }

  close() {
    this.#closed = true;
    this.#servers.forEach((server) => server.close());
  }

  async configure(document) {
    const routes = routesOf(document);
    await available(this.#servers[0].set(CONFIGURATION, document));
    this.#document = document;
    this.#routes = routes;
  }

  /** Looks again and again instead of being told: what is announced while somebody cannot hear is lost. */
  async #look() {
    const document = (await this.#servers[0].get(CONFIGURATION)) ?? '{"routes": {}}';
    if (document !== this.#document) {
      this.#routes = routesOf(document);
      this.#document = document;
    }
  }

  /** The rules of a route. */
  async rules(route) {
    if (!this.#routes) await available(this.#look());
    const rules = this.#routes.get(route);
    if (!rules) throw unknownRoute(`no route ${route}`);
    return rules;
  }

  limits(rules, client) {
    return rules.clients.get(client) ?? rules.limits;
  }

  /** A decision, and the names of the limits in the way. */
  async decide(route, client, cost) {
    checkClient(client);
    const rules = await this.rules(route);
    const limits = this.limits(rules, client);
    const most = Math.min(...limits.map((limit) => limit.capacity));
    if (!(cost >= 1 && cost <= most)) throw badCost(`a cost is 1 to ${most} here, not ${cost}`);
    const take = (least, units) => this.#take(textOf(route, client), limits, least, units);
    try {
      if (rules.batch > 1) return await this.#stock(textOf(route, client), rules, limits).decide(cost, take);
      return (await take(cost, cost)).ruling;
    } catch (error) {
      if (error instanceof Silent) return degraded(rules, limits);
      throw error;
    }
  }

  async #take(pair, limits, cost, most) {
    const keys = limits.map((limit) => `limit:${pair}:${limit.name}:${limit.algorithm}`);
    const args = [cost, most, `${this.#process}:${(this.#calls += 1)}`];
    for (const limit of limits) args.push(limit.algorithm, limit.amount, limit.seconds * 1_000_000, limit.burst);
    const answer = (await this.#server(pair).run(TAKE, keys, args)).map(Number);
    const delay = Math.max(...limits.map((_, i) => answer[3 * i + 2]));
    return { taken: answer[0], ruling: rulingOf(limits, answer), delay };
  }

  #stock(pair, rules, limits) {
    let stock = this.#stocks.get(pair);
    if (stock?.rules !== rules) {
      stock = new Stock(rules, limits);
      this.#stocks.set(pair, stock);
    }
    return stock;
  }

  #forgetStocks() {
    for (const [pair, stock] of this.#stocks) {
      if (stock.isStale(performance.now())) this.#stocks.delete(pair);
    }
  }

  /** The server that counts for a pair: the same for every gateway. */
  #server(pair) {
    return this.#servers[crc32(pair) % this.#servers.length];
  }

  async acquire(route, client) {
    checkClient(client);
    const { slots } = await this.rules(route);
    return available(this.#slots.acquire(route, client, slots));
  }

  release(id) {
    return available(this.#slots.release(id));
  }
}

function checkClient(client) {
  if (client.length < 1 || client.length > LONGEST_CLIENT) {
    throw badClient(`a client's name has 1 to ${LONGEST_CLIENT} characters, not ${client.length}`);
  }
}

async function available(command) {
  try {
    return await command;
  } catch (error) {
    if (error instanceof Silent) throw unavailable('Redis does not answer');
    throw error;
  }
}
