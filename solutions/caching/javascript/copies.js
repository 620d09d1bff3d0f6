import { createClient, defineScript } from '@redis/client';
import { ABSENT_TIME_TO_LIVE, JITTER, LEASE, TIME_TO_LIVE } from './settings.js';

// No product's JSON is empty, so an empty text can stand for "there is none".
const ABSENT = '';

// Redis runs a script as a whole: no other command comes between the look and the write [2].
const fill = defineScript({
  NUMBER_OF_KEYS: 2,
  SCRIPT: `if redis.call('GET', KEYS[1]) == ARGV[1] then
             redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
           end`,
  parseCommand(parser, lease, value, token, text, millis) {
    parser.pushKeys([lease, value]);
    parser.push(token, text, String(millis));
  },
});

const release = defineScript({
  NUMBER_OF_KEYS: 1,
  SCRIPT: `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`,
  parseCommand(parser, lease, token) {
    parser.pushKey(lease);
    parser.push(token);
  },
});

/**
 * The copies of products in Redis, and the leases.
 *
 * One connection carries the commands of all calls: the client sends each without waiting for the answer to the one before, so no call queues for a
 * connection. While there is none, commands fail at once instead of being kept for later: an update must not be acknowledged before Redis knows,
 * and a caller is better told than held up.
 */
export class Copies {
  /** @param url redis://user:password@host:port/database */
  constructor(url) {
    this.redis = createClient({
      url,
      disableOfflineQueue: true,
      socket: { connectTimeout: 2_000, reconnectStrategy: 50 },
      scripts: { fill, release },
    });
    // The client connects again by itself. Without a listener that event would end the process.
    this.redis.on('error', (error) => console.error('Redis:', error.message));
  }

  connect() {
    return this.redis.connect();
  }

  /** What Redis knows of a product: { product }, null within if there is none; undefined if it knows nothing. */
  async look(id) {
    const text = await this.redis.get(valueKey(id));
    if (text === null) return undefined;
    return { product: text === ABSENT ? null : JSON.parse(text) };
  }

  /** Takes the product's lease if it is free, and says whether it was. It ends by itself, from the moment it exists. */
  async lease(id, token) {
    const answer = await this.redis.set(leaseKey(id), token, {
      condition: 'NX',
      expiration: { type: 'PX', value: LEASE },
    });
    return answer !== null;
  }

  /** Writes what the table holds, if the lease still holds our token. */
  fill(id, product, token) {
    const text = product === null ? ABSENT : JSON.stringify(product);
    const stay = product === null ? ABSENT_TIME_TO_LIVE : timeToLive();
    return this.redis.fill(leaseKey(id), valueKey(id), token, text, stay);
  }

  /** Gives the lease back, if it is still ours. */
  release(id, token) {
    return this.redis.release(leaseKey(id), token);
  }

  /** Product and lease go by one command, so that no fill comes between the two. */
  invalidate(id) {
    return this.redis.del([valueKey(id), leaseKey(id)]);
  }

  /** Answers that have not come are not waited for. */
  close() {
    if (this.redis.isOpen) this.redis.destroy();
  }
}

function timeToLive() {
  return Math.round(TIME_TO_LIVE - JITTER + Math.random() * 2 * JITTER);
}

const valueKey = (id) => `product:${id}`;
const leaseKey = (id) => `lease:${id}`;
