// Units of one pair that were fetched in advance: Redis has counted them already.
import { millis, millisOf } from './decisions.js';

export class Stock {
  #units = 0;
  #useBefore = 0;
  #last;
  #toldAt = 0;
  #denied;
  #deniedCost = 0;
  #deniedUntil = 0;
  #fetching;

  constructor(rules, limits) {
    this.rules = rules;
    this.shelfLife = Math.min(...limits.map((limit) => limit.seconds)) * 1000;
  }

  isStale(now) {
    return now > this.#useBefore && now > this.#deniedUntil && !this.#fetching;
  }

  /** Decides from the stock, or after a fetch; one at a time, since each brings a batch. */
  async decide(cost, fetch) {
    for (;;) {
      const now = performance.now();
      if (this.#units >= cost && now < this.#useBefore) {
        this.#units -= cost;
        return this.#fromStock(now);
      }
      if (this.#denied && cost === this.#deniedCost && now < this.#deniedUntil) {
        return this.#deniedFor(now);
      }
      if (this.#fetching) {
        // Throws if that fetch failed: its waiters have waited long enough.
        await this.#fetching;
        continue;
      }
      this.#fetching = this.#fetch(cost, fetch);
      try {
        return await this.#fetching;
      } finally {
        this.#fetching = undefined;
      }
    }
  }

  async #fetch(cost, fetch) {
    const asked = performance.now();
    const most = Math.max(cost, this.rules.batch);
    this.#units = 0;
    const { taken, ruling, delay } = await fetch(cost, most);
    // Not earlier: a client that comes back when a denial ends must be admitted.
    this.#toldAt = performance.now();
    // A limit that gave less than was asked for has no more before it says so.
    this.#denied = taken >= most ? undefined : ruling;
    this.#deniedCost = taken > 0 ? 1 : cost;
    this.#deniedUntil = this.#toldAt + delay / 1000;
    if (taken === 0) return ruling;
    this.#units = taken - cost;
    this.#useBefore = asked + this.shelfLife;
    this.#last = ruling.decision;
    return this.#fromStock(this.#toldAt);
  }

  #fromStock(now) {
    return { decision: { ...this.#aged(this.#last, now), remaining: this.#last.remaining + this.#units }, violated: [] };
  }

  #deniedFor(now) {
    const { decision, violated } = this.#denied;
    const retryAfter = millis((this.#deniedUntil - now) * 1000);
    return {
      decision: { ...this.#aged(decision, now), allowed: false, retryAfter },
      violated: violated.length ? violated : [decision.policy],
    };
  }

  /** What Redis said, by now. */
  #aged(decision, now) {
    const reset = Math.max(0, millisOf(decision.resetAfter) - (now - this.#toldAt));
    return { ...decision, resetAfter: millis(reset * 1000) };
  }
}
