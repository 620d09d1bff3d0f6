const LONGEST_PAUSE = 8_000;
const LONGEST_ANSWER = 10_000;

/**
 * One user in one room. It comes back when its connection breaks, to another node if there is one, and says how far it has heard.
 *
 * The protocol has no event for “is typing”: this says it in a room beside the room, of which only what is live is shown.
 */
export class Connection {
  #nodes;
  #user;
  #room;
  #view;
  #socket;
  #node = Math.floor(Math.random() * 1_000);
  #failures = 0;
  #isJoined = false;
  #epoch;
  #offset; // of the last message shown; undefined before the first “joined”
  #unacknowledged = new Map(); // from ids to texts

  constructor(nodes, user, room, view) {
    this.#nodes = nodes;
    this.#user = user;
    this.#room = room;
    this.#view = view;
    this.#connect();
  }

  say(text) {
    const id = crypto.randomUUID();
    this.#unacknowledged.set(id, text);
    this.#view.waiting({ user: this.#user, id, text });
    this.#send({ type: 'send', room: this.#room, id, text });
    this.#expect(() => this.#unacknowledged.has(id));
  }

  type() {
    this.#send({ type: 'send', room: this.#typingRoom, id: crypto.randomUUID(), text: 'typing' });
  }

  /** Gives the connection up, as if the network had gone. */
  cut() {
    const socket = this.#socket;
    if (!socket.onclose) return; // It is gone already.
    const { onclose } = socket;
    socket.onopen = socket.onmessage = null;
    socket.close();
    onclose(); // At once: an answer to the close may never come.
  }

  get #typingRoom() {
    return `typing in ${this.#room}`;
  }

  #connect() {
    const node = this.#nodes[this.#node++ % this.#nodes.length];
    this.#view.state(this.#failures === 0 ? 'connecting …' : 'reconnecting …', this.#failures > 0);
    const socket = new WebSocket(`${node}?user=${encodeURIComponent(this.#user)}`, 'chat.v1');
    this.#socket = socket;
    socket.onopen = () => {
      const since = this.#epoch && { epoch: this.#epoch, offset: this.#offset };
      this.#send({ type: 'join', room: this.#room, ...(since && { since }) });
      this.#send({ type: 'join', room: this.#typingRoom });
    };
    socket.onmessage = ({ data }) => this.#hear(JSON.parse(data));
    socket.onclose = () => {
      socket.onclose = null;
      this.#again();
    };
    this.#isJoined = false;
    this.#expect(() => !this.#isJoined);
  }

  /** A network can go without a word: then an answer is missing, and nothing else tells. */
  #expect(isMissing) {
    const socket = this.#socket;
    setTimeout(() => {
      if (socket === this.#socket && isMissing()) this.cut();
    }, LONGEST_ANSWER);
  }

  /** After a while that is longer each time, and another one for everybody. */
  #again() {
    const most = Math.min(LONGEST_PAUSE, 500 * 2 ** this.#failures++);
    const pause = most / 2 + (Math.random() * most) / 2;
    this.#view.state(`connection lost, reconnecting in ${Math.ceil(pause / 1_000)} s …`, true);
    setTimeout(() => this.#connect(), pause);
  }

  #send(request) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(request));
  }

  #hear(event) {
    if (event.room === this.#typingRoom) {
      if (event.type === 'message' && event.user !== this.#user) this.#view.typing(event.user);
      return;
    }
    switch (event.type) {
      case 'joined':
        this.#joined(event);
        break;
      case 'message':
        this.#show(event);
        break;
      case 'gap':
        this.#view.missing();
        this.#offset = event.offset;
        break;
      case 'presence':
        this.#view.presence(event.user, event.online);
        break;
      case 'ack':
        this.#unacknowledged.delete(event.id);
        break;
      case 'error':
        if (event.code === 'unavailable') setTimeout(() => this.cut(), 1_000);
        break;
    }
  }

  #joined({ epoch, offset, recovered, members, history }) {
    this.#failures = 0;
    this.#isJoined = true;
    this.#view.state(`connected to ${new URL(this.#socket.url).host}`, false);
    this.#view.joined(members);
    const first = history[0]?.offset ?? offset + 1;
    if (this.#offset !== undefined) {
      if (epoch !== this.#epoch || offset < this.#offset) {
        this.#view.restarted();
        this.#offset = undefined;
      } else if (recovered === false || first > this.#offset + 1) {
        this.#view.missing();
      }
    }
    this.#epoch = epoch;
    history.forEach((message) => this.#show(message));
    this.#offset = offset;
    // With the same ids: those that were stored, and only not acknowledged, are not stored again.
    this.#unacknowledged.forEach((text, id) => this.#send({ type: 'send', room: this.#room, id, text }));
  }

  /** Each once: after a gap, the history may begin with what is here already. */
  #show(message) {
    if (this.#offset !== undefined && message.offset <= this.#offset) return;
    this.#offset = message.offset;
    this.#view.message(message);
  }
}
