// Slots with a lease: the holder extends a slot while alive; an expired slot is nobody's.
import { randomUUID } from 'node:crypto';
import { Silent } from './errors.js';
import { Script } from './redis.js';

/** How long a slot lasts that nobody renews, in milliseconds. */
export const SLOT_LEASE = 2_000;

const ACQUIRE = new Script('acquire');
const RENEW = new Script('renew');
const RELEASE = new Script('release');

/** A text that no other pair has: with the length in front, "a" and "b:c" are not "a:b" and "c". */
export const textOf = (route, client) => `${route.length}:${route}:${client}`;

export class Slots {
  #held = new Set();
  #serverOf;

  /** @param serverOf tells which server keeps a pair's slots */
  constructor(serverOf) {
    this.#serverOf = serverOf;
  }

  /** The id of a slot, which also says whose it is; null if none is free. */
  async acquire(route, client, slots) {
    const id = `${randomUUID()}@${route.length}@${route}${client}`;
    if (!(await this.#run(ACQUIRE, id, slots, SLOT_LEASE))) return null;
    this.#held.add(id);
    return id;
  }

  async release(id) {
    // First, so that no renewal begins that could not succeed.
    this.#held.delete(id);
    return pairOf(id) === undefined ? false : this.#run(RELEASE, id);
  }

  async renew() {
    await Promise.all(
      [...this.#held].map(async (id) => {
        try {
          if (!(await this.#run(RENEW, id, SLOT_LEASE))) this.#held.delete(id);
        } catch (error) {
          if (!(error instanceof Silent)) throw error;
        }
      }),
    );
  }

  async #run(script, id, ...args) {
    const pair = pairOf(id);
    return Number(await this.#serverOf(pair).run(script, [`slots:${pair}`], [id, ...args])) === 1;
  }
}

/** Whose slot it is; undefined if the text is no slot's. */
function pairOf(id) {
  const parts = /^[^@]*@(\d{1,6})@(.*)$/s.exec(id);
  if (!parts || Number(parts[1]) > parts[2].length) return undefined;
  const length = Number(parts[1]);
  return textOf(parts[2].slice(0, length), parts[2].slice(length));
}
