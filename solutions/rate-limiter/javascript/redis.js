// One Redis server, which is not waited for longer than a caller can.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createClient } from '@redis/client';
import { Silent } from './errors.js';

// A little more than SILENCE, so that a slow Redis is not taken for a silent one.
const TIMEOUT = 600;
const RECONNECT_EVERY = 100;

/** A Lua script, asked for by its digest, so that the text travels only to a server that does not have it. */
export class Script {
  constructor(name) {
    this.text = readFileSync(new URL(`./scripts/${name}.lua`, import.meta.url), 'utf8');
    this.digest = createHash('sha1').update(this.text).digest('hex');
  }
}

export class Server {
  #client;

  constructor(url) {
    this.#client = createClient({
      url,
      // A command that cannot be sent at once fails: its caller would not wait for it.
      disableOfflineQueue: true,
      socket: { connectTimeout: TIMEOUT, reconnectStrategy: () => RECONNECT_EVERY },
    });
    this.#client.on('error', () => {});
  }

  /** Connects, or goes on trying beside everything else. */
  async start() {
    await within(TIMEOUT, this.#client.connect()).catch(() => {});
  }

  close() {
    if (this.#client.isOpen) this.#client.destroy();
  }

  get(key) {
    return this.#ask(this.#client.get(key));
  }

  set(key, text) {
    return this.#ask(this.#client.set(key, text));
  }

  async run(script, keys, args) {
    const call = { keys, arguments: args.map(String) };
    try {
      return await this.#ask(this.#client.evalSha(script.digest, call));
    } catch (error) {
      if (!String(error.message).startsWith('NOSCRIPT')) throw error;
      return this.#ask(this.#client.eval(script.text, call));
    }
  }

  /** What Redis refused is thrown as it is; anything else means that it was not heard. */
  async #ask(command) {
    try {
      return await within(TIMEOUT, command);
    } catch (error) {
      if (error?.constructor?.name.endsWith('ErrorReply') || /^[A-Z]+ /.test(error?.message ?? '')) throw error;
      throw new Silent(error?.message);
    }
  }
}

/** The promise's result, or an error if it takes longer. What it does goes on. */
function within(millis, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Silent(`no answer within ${millis} ms`)), millis);
  });
  promise.catch(() => {});
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
