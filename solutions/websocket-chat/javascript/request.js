// What clients ask for, and the bounds of the protocol.
export const LONGEST_NAME = 64;
const LONGEST_TEXT = 2_000;
const TYPES = ['join', 'leave', 'send'];

/** A request that is answered with an error. */
export class BadRequest extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** Whether a value is a text of 1 to so many bytes of UTF-8. */
export function fits(value, most) {
  if (typeof value !== 'string' || !value.isWellFormed()) return false;
  const bytes = Buffer.byteLength(value);
  return bytes >= 1 && bytes <= most;
}

export function parse(text) {
  let request;
  try {
    request = JSON.parse(text);
  } catch (error) {
    throw new BadRequest('invalid', error.message);
  }
  if (!TYPES.includes(request?.type)) throw new BadRequest('invalid', `type must be one of ${TYPES}`);
  check(request, 'room', LONGEST_NAME);
  if (request.type === 'send') {
    check(request, 'id', LONGEST_NAME);
    check(request, 'text', LONGEST_TEXT);
  }
  return request;
}

function check(request, name, most) {
  if (!fits(request[name], most)) throw new BadRequest('invalid', `${name} must be a string of 1 to ${most} bytes of UTF-8`);
}
