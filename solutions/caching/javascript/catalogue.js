import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { NotImplemented } from './errors.js';
import { LEASE } from './settings.js';

const PAUSE = 20;

/**
 * Cache-aside with leases, after the memcache at Facebook [1]. The same algorithm as the Java reference, LeasedCatalogue.
 *
 * A caller that misses asks for the product's lease: a key that contains the caller's token, that only one caller can create, and that expires by
 * itself. The lease does two jobs. It is the right to load: all other callers wait until the product appears or the lease is free again, so N misses
 * cost one load. And it is the right to fill: the product, or the fact that there is none, is written only while the lease still contains the loader's
 * own token, checked and written in one step [2]. A change deletes product and lease together, so a reader that has read the table before the commit
 * can no longer fill. A loader that stalls until its lease has passed to another caller is refused by the same comparison [3].
 *
 * JavaScript runs on one thread, but that orders nothing here: between two awaits any other call may run, in this process or in another.
 *
 * [1] Nishtala et al., Scaling Memcache at Facebook, NSDI 2013, section 3.2.1.
 * [2] redis.io, Scripting with Lua: atomic execution.
 * [3] redis.io, SET: patterns, the unlock that compares the token.
 */
export class LeasedCatalogue {
  constructor(copies, table) {
    this.copies = copies;
    this.table = table;
  }

  async find({ id }) {
    const token = randomUUID();
    const patience = performance.now() + 2 * LEASE;
    while (performance.now() < patience) {
      const copy = await this.copies.look(id);
      if (copy) return copy.product;
      if (await this.copies.lease(id, token)) return this.#load(id, token);
      await pause(PAUSE);
    }
    return this.table.find(id);
  }

  update({ id, name, priceCents }) {
    return this.#change(id, () => this.table.update(id, name, priceCents));
  }

  create({ id, name, priceCents }) {
    return this.#change(id, () => this.table.create(id, name, priceCents));
  }

  reprice() {
    throw new NotImplemented(6, 'change the price, and leave Redis as the policy says');
  }

  view() {
    throw new NotImplemented(6, 'count the view in Redis, and bring it to PostgreSQL later');
  }

  cheapest() {
    throw new NotImplemented(7, 'keep the list in Redis, and compute it anew before it expires');
  }

  browse() {
    throw new NotImplemented(9, "answer from this process's memory, never older than BROWSE_LAG");
  }

  replay() {
    throw new NotImplemented(9, 'evict by FIFO, LRU and LFU, and say which reads were hits');
  }

  /** Loads and fills as the lease's holder. */
  async #load(id, token) {
    try {
      // Between our miss and our lease, the lease's last holder may have filled.
      const copy = await this.copies.look(id);
      if (copy) return copy.product;
      const product = await this.table.find(id);
      await this.copies.fill(id, product, token);
      return product;
    } finally {
      await this.copies.release(id, token);
    }
  }

  /**
   * Changes the table, then makes everybody forget what they know of the product, whatever came of the change: when the answer to COMMIT is lost, the row
   * may be new. Before the commit would be too early, since a reader could bring the old row back.
   */
  async #change(id, work) {
    try {
      return await work();
    } finally {
      await this.copies.invalidate(id);
    }
  }
}
