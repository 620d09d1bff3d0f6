const HISTORY = 50;
const REMEMBERED = 1_000;

/**
 * One room. JavaScript runs one callback at a time, so each method here is one step in which nobody else speaks: no lock is needed for
 * what it takes one for elsewhere. Nothing here may await.
 */
export class Room {
  #name;
  #members = new Map(); // from each user to a set of connections
  #history = [];
  #repeats = new Map(); // from a user and an id to an offset, oldest first
  #offset = 0;

  constructor(name) {
    this.#name = name;
  }

  join(connection) {
    const { user } = connection;
    if (!this.#members.has(user)) this.#members.set(user, new Set());
    const mine = this.#members.get(user);
    const isNew = !mine.has(connection);
    mine.add(connection);
    const members = [...this.#members.keys()];
    connection.send({ type: 'joined', room: this.#name, offset: this.#offset, members, history: this.#history });
    if (isNew && mine.size === 1) this.#tell({ type: 'presence', room: this.#name, user, online: true }, connection);
  }

  leave(connection) {
    const { user } = connection;
    const mine = this.#members.get(user);
    if (mine?.delete(connection) && mine.size === 0) {
      this.#members.delete(user);
      this.#tell({ type: 'presence', room: this.#name, user, online: false });
    }
  }

  say(connection, id, text) {
    const key = JSON.stringify([connection.user, id]);
    if (!this.#repeats.has(key)) {
      const message = { offset: ++this.#offset, user: connection.user, id, text };
      this.#repeats.set(key, message.offset);
      if (this.#repeats.size > REMEMBERED) this.#repeats.delete(this.#repeats.keys().next().value);
      this.#history.push(message);
      if (this.#history.length > HISTORY) this.#history.shift();
      this.#tell({ type: 'message', room: this.#name, ...message });
    }
    connection.send({ type: 'ack', room: this.#name, id, offset: this.#repeats.get(key) });
  }

  #tell(event, except) {
    const text = JSON.stringify(event);
    for (const connections of this.#members.values()) {
      for (const connection of connections) {
        if (connection !== except) connection.sendText(text);
      }
    }
  }
}
