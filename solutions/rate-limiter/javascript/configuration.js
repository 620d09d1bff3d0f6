// Reads a configuration, and checks every rule of the contract; an error says where.
import { parse } from 'jsonc-parser';
import { badConfiguration } from './errors.js';

const ALGORITHMS = ['FIXED_WINDOW', 'SLIDING_LOG', 'SLIDING_COUNTER', 'TOKEN_BUCKET'];
const MOST = 1_000_000_000;
const LONGEST_LOG = 10_000;
const FULL_AFTER_SECONDS = 30 * 86_400;

/** The routes of a document, by their names. */
export function routesOf(document) {
  const errors = [];
  const root = parse(document, errors, { disallowComments: true, allowEmptyContent: false });
  if (errors.length > 0) {
    const line = document.slice(0, errors[0].offset).split('\n').length;
    throw badConfiguration(`line ${line}: no JSON`);
  }
  check(isObject(root), 'line 1', 'must be a JSON object');
  object(root, '', ['routes']);
  object(root.routes, '/routes');
  return new Map(Object.entries(root.routes).map(([name, route]) => [name, rules(route, `/routes/${escape(name)}`)]));
}

function rules(node, at) {
  object(node, at, ['limits', 'onFailure', 'slots', 'batch', 'clients']);
  const clients = new Map();
  if (node.clients !== undefined) {
    object(node.clients, `${at}/clients`);
    for (const [name, client] of Object.entries(node.clients)) {
      const place = `${at}/clients/${escape(name)}`;
      object(client, place, ['limits']);
      clients.set(name, limits(client.limits, `${place}/limits`));
    }
  }
  return {
    limits: limits(node.limits, `${at}/limits`),
    clients,
    onFailure: node.onFailure === undefined ? 'CLOSED' : constant(['OPEN', 'CLOSED'], node.onFailure, `${at}/onFailure`),
    slots: node.slots === undefined ? 1 : number(node.slots, 1_000, `${at}/slots`),
    batch: node.batch === undefined ? 1 : number(node.batch, 1_000, `${at}/batch`),
  };
}

function limits(nodes, at) {
  check(Array.isArray(nodes) && nodes.length >= 1 && nodes.length <= 8, at, 'must be 1 to 8 limits');
  const names = new Set();
  return nodes.map((node, i) => {
    const one = limit(node, `${at}/${i}`);
    check(!names.has(one.name), `${at}/${i}/name`, 'another limit has that name');
    names.add(one.name);
    return one;
  });
}

function limit(node, at) {
  object(node, at, ['name', 'algorithm', 'amount', 'periodSeconds', 'burst']);
  check(/^[a-z0-9-]{1,32}$/.test(node.name), `${at}/name`, 'must be 1-32 characters: a-z, 0-9 or -');
  const algorithm = constant(ALGORITHMS, node.algorithm, `${at}/algorithm`);
  const bucket = algorithm === 'TOKEN_BUCKET';
  check(bucket || node.burst === undefined, `${at}/burst`, 'is for TOKEN_BUCKET only');
  const amount = number(node.amount, algorithm === 'SLIDING_LOG' ? LONGEST_LOG : MOST, `${at}/amount`);
  const seconds = number(node.periodSeconds, 86_400, `${at}/periodSeconds`);
  const burst = bucket ? number(node.burst, MOST, `${at}/burst`) : 0;
  check((burst * seconds) / amount <= FULL_AFTER_SECONDS, `${at}/burst`, 'an empty bucket must be full again within 30 days');
  return { name: node.name, algorithm, amount, seconds, burst, capacity: bucket ? burst : amount };
}

function number(node, most, at) {
  check(Number.isInteger(node) && node >= 1 && node <= most, at, `must be a whole number from 1 to ${most}, was ${node}`);
  return node;
}

function constant(known, node, at) {
  check(known.includes(node), at, `must be one of ${known}, was ${node}`);
  return node;
}

function object(node, at, known) {
  check(isObject(node), at, 'must be an object');
  for (const name of Object.keys(node)) {
    check(known === undefined || known.includes(name), `${at}/${escape(name)}`, 'is not a known member');
  }
}

function isObject(node) {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}

function check(holds, at, rule) {
  if (!holds) throw badConfiguration(`${at}: ${rule}`);
}

/** As in a JSON pointer, RFC 6901. */
function escape(name) {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
