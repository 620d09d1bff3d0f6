import { BadRequest, parse } from './request.js';

/** One user's connection: its rooms, and whether somebody is still there. */
export class Connection {
  #socket;
  #stream;
  #rooms;
  #joined = new Map();
  #settings;
  #heardAt = performance.now();
  #asked = false;
  #timer;
  #ended = false;

  /** @param stream the TCP connection beneath the socket */
  constructor(user, socket, stream, rooms, settings) {
    this.user = user;
    this.#socket = socket;
    this.#stream = stream;
    this.#rooms = rooms;
    this.#settings = settings;
    socket.on('message', (data, isBinary) => this.#message(data, isBinary));
    socket.on('ping', () => this.#heard());
    socket.on('pong', () => this.#heard());
    socket.on('error', () => {}); // ws has closed it already, with the code that fits
    socket.on('close', () => this.#gone());
    stream.on('finish', () => this.#gone()); // this side has said all: the client may never close its own
    this.#lookIn(settings.ping);
  }

  send(event) {
    this.sendText(JSON.stringify(event));
  }

  sendText(text) {
    if (this.#socket.bufferedAmount > this.#settings.queue) {
      this.#socket.terminate(); // too slow: a farewell would wait behind what it does not read
    } else {
      this.#socket.send(Buffer.from(text), { binary: false }); // of a string, bufferedAmount counts characters
    }
  }

  #message(data, isBinary) {
    if (this.#ended) return; // it had arrived together with the reason for a close
    this.#heard();
    if (isBinary) {
      this.#ended = true;
      this.#socket.close(1003);
      this.#stream.end(); // ws would wait for the client's answer
      return;
    }
    try {
      this.#carryOut(parse(data.toString()));
    } catch (error) {
      if (!(error instanceof BadRequest)) throw error;
      this.send({ type: 'error', code: error.code, message: error.message });
    }
  }

  #carryOut({ type, room, id, text }) {
    if (type === 'join') {
      this.#joined.set(room, this.#rooms.get(room));
      this.#joined.get(room).join(this);
      return;
    }
    const joined = this.#joined.get(room);
    if (!joined) throw new BadRequest('not-member', 'join the room first');
    if (type === 'send') {
      joined.say(this, id, text);
    } else {
      this.#joined.delete(room);
      joined.leave(this);
      this.send({ type: 'left', room });
    }
  }

  #gone() {
    this.#ended = true;
    clearTimeout(this.#timer);
    for (const room of this.#joined.values()) room.leave(this);
    this.#joined.clear();
  }

  #heard() {
    this.#heardAt = performance.now();
    if (this.#asked) {
      this.#asked = false;
      this.#lookIn(this.#settings.ping);
    }
  }

  #look() {
    const left = this.#settings.ping - (performance.now() - this.#heardAt);
    if (this.#asked) {
      this.#socket.terminate(); // without a farewell, which nobody would read
    } else if (left > 0) {
      this.#lookIn(left);
    } else {
      this.#asked = true;
      this.#socket.ping();
      this.#lookIn(this.#settings.pong);
    }
  }

  #lookIn(millis) {
    clearTimeout(this.#timer);
    if (this.#ended) return;
    this.#timer = setTimeout(() => this.#look(), millis);
  }
}
