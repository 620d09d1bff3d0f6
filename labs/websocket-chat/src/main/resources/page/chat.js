import { Connection } from './connection.js';

const byId = (id) => document.getElementById(id);
const log = byId('log');
const members = new Set();
const typing = new Map(); // from users to the timers after which they do not type any more
let connection;
let saidTyping = 0;

byId('enter').addEventListener('submit', async (event) => {
  event.preventDefault();
  const nodes = await (await fetch('nodes.json')).json();
  const [user, room] = [byId('user').value.trim(), byId('room').value.trim()];
  document.title = `${room} – Chat`;
  byId('enter').hidden = true;
  byId('chat').hidden = false;
  connection = new Connection(nodes, user, room, { state, joined, message, waiting, presence, missing, restarted, typing: types });
  byId('text').focus();
});

byId('speak').addEventListener('submit', (event) => {
  event.preventDefault();
  connection.say(byId('text').value);
  byId('text').value = '';
  saidTyping = 0;
});

byId('text').addEventListener('input', () => {
  if (Date.now() - saidTyping > 2_000) {
    saidTyping = Date.now();
    connection.type();
  }
});

byId('cut').addEventListener('click', () => connection.cut());
byId('leave').addEventListener('click', () => location.reload());

function state(text, isLost) {
  byId('status').textContent = text;
  byId('status').dataset.state = isLost ? 'lost' : 'live';
}

function joined(users) {
  members.clear();
  users.forEach((user) => members.add(user));
  showMembers();
}

function presence(user, online) {
  if (online) members.add(user);
  else members.delete(user);
  showMembers();
}

function showMembers() {
  byId('members').replaceChildren(...[...members].sort((a, b) => a.localeCompare(b)).map((user) => line('li', user)));
}

/** A message has its place now; it may have waited at the end until then. */
function message({ user, id, text }) {
  element(user, id)?.remove();
  const item = line('p', `${user}: ${text}`);
  item.dataset.key = `${user} ${id}`;
  const first = log.querySelector('.waiting');
  keepingTheEnd(() => log.insertBefore(item, first));
  stopsTyping(user);
}

/** One's own message, which the server does not have yet. */
function waiting({ user, id, text }) {
  const item = line('p', `${user}: ${text}`);
  item.className = 'waiting';
  item.dataset.key = `${user} ${id}`;
  keepingTheEnd(() => log.append(item));
}

function missing() {
  note('Some messages are missing here.');
}

function restarted() {
  log.querySelectorAll(':not(.waiting)').forEach((item) => item.remove());
  note('The room has begun again.');
}

function note(text) {
  const item = line('p', text);
  item.className = 'note';
  log.insertBefore(item, log.querySelector('.waiting'));
}

function types(user) {
  clearTimeout(typing.get(user));
  typing.set(user, setTimeout(() => stopsTyping(user), 4_000));
  showTyping();
}

function stopsTyping(user) {
  clearTimeout(typing.get(user));
  typing.delete(user);
  showTyping();
}

function showTyping() {
  const users = [...typing.keys()].join(', ');
  byId('typing').textContent = users && `${users} ${typing.size === 1 ? 'is' : 'are'} typing …`;
}

function element(user, id) {
  return [...log.children].find((item) => item.dataset.key === `${user} ${id}`);
}

/** Texts only: what others say is never markup. */
function line(tag, text) {
  const item = document.createElement(tag);
  item.textContent = text;
  return item;
}

/** Scrolls along, unless the reader has scrolled up. */
function keepingTheEnd(change) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  change();
  if (atEnd) log.scrollTop = log.scrollHeight;
}
