import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { Connection } from './connection.js';
import { fits, LONGEST_NAME } from './request.js';
import { Room } from './room.js';

const LARGEST_MESSAGE = 16_384;
const SUBPROTOCOL = 'chat.v1';

/** The chat server, as labs/websocket-chat/protocol.md describes it. ws puts frames together and judges them (section 1). */
export class ChatServer {
  #servers = [];

  echo() {
    const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });
    sockets.on('connection', (socket) => {
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
      socket.on('error', () => {});
    });
    return this.#serve(sockets, () => {});
  }

  listen({ settings }) {
    const limits = { ping: millis(settings.ping), pong: millis(settings.pong), queue: settings.queue };
    const rooms = new Rooms();
    const sockets = new WebSocketServer({
      noServer: true,
      maxPayload: LARGEST_MESSAGE,
      handleProtocols: () => SUBPROTOCOL,
    });
    sockets.on('connection', (socket, request) => {
      new Connection(user(request), socket, request.socket, rooms, limits);
    });
    return this.#serve(sockets, refusal);
  }

  /** Upgrades what is not refused; returns the port. */
  async #serve(sockets, refused) {
    const server = createServer((request, response) => response.writeHead(426).end());
    server.on('upgrade', (request, socket, head) => {
      const status = refused(request);
      if (status) {
        socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
        return;
      }
      sockets.handleUpgrade(request, socket, head, (upgraded) => sockets.emit('connection', upgraded, request));
    });
    this.#servers.push({ server, sockets });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server.address().port;
  }

  close() {
    for (const { server, sockets } of this.#servers) {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
    }
  }
}

class Rooms {
  #byName = new Map();

  get(name) {
    if (!this.#byName.has(name)) this.#byName.set(name, new Room(name));
    return this.#byName.get(name);
  }
}

/** Who connects; undefined if that is not said. URLSearchParams would replace what is not UTF-8. */
function user(request) {
  const parameters = request.url.replace(/^[^?]*\??/, '').split('&');
  const given = parameters.find((parameter) => parameter.startsWith('user='))?.slice('user='.length);
  try {
    return given && decodeURIComponent(given.replaceAll('+', ' '));
  } catch (error) {
    return undefined;
  }
}

/** The HTTP status with which an upgrade is refused, if it is. */
function refusal(request) {
  if (request.url.replace(/\?.*/, '') !== '/chat') return 404;
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return offered.includes(SUBPROTOCOL) && fits(user(request), LONGEST_NAME) ? undefined : 400;
}

/** A duration in ISO 8601, as Java writes it. */
function millis(duration) {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration);
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
}
