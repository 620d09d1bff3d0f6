import pg from 'pg';
import { ContractError } from './errors.js';

const COLUMNS = 'id, name, price_cents AS "priceCents", version';

// A bigint arrives as text, since it may exceed 2^53, beyond which a JavaScript number loses digits. Better no product than a wrong price.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is no safe integer`);
  return number;
});

/** The table `product`, without any cache. */
export class ProductTable {
  /** @param url postgresql://user:password@host:port/database */
  constructor(url) {
    this.pool = new pg.Pool({ connectionString: url, max: 8, connectionTimeoutMillis: 2_000 });
    // A connection that is lost says so, and where nobody listens, Node ends the process. The pool speaks for the idle ones, which it replaces; one in
    // the middle of a transaction speaks for itself, and its query is rejected as well.
    this.pool.on('error', (error) => console.error('PostgreSQL, idle:', error.message));
    this.pool.on('connect', (client) => {
      client.on('error', (error) => console.error('PostgreSQL:', error.message));
    });
  }

  /** The row with that id; null if there is none. Rejects if the database cannot be asked. */
  async find(id) {
    const { rows } = await this.pool.query(`SELECT ${COLUMNS} FROM product WHERE id = $1`, [id]);
    return rows[0] ?? null;
  }

  /** Changes a row, and adds 1 to its version. Resolves when that is committed. */
  update(id, name, priceCents) {
    return this.#transaction(async (client) => {
      const { rows } = await client.query(
        `UPDATE product SET name = $2, price_cents = $3, version = version + 1 WHERE id = $1 RETURNING ${COLUMNS}`,
        [id, name, priceCents],
      );
      if (rows.length === 0) throw new ContractError('NoSuchProductException', `there is no product ${id}`);
      return rows[0];
    });
  }

  /** Adds a row with version 1. Resolves when that is committed. */
  create(id, name, priceCents) {
    return this.#transaction(async (client) => {
      const { rows } = await client.query(
        `INSERT INTO product (id, name, price_cents) VALUES ($1, $2, $3) RETURNING ${COLUMNS}`,
        [id, name, priceCents],
      );
      return rows[0];
    });
  }

  /** All statements of one transaction must take one connection, so the pool's own query() does not do. */
  async #transaction(work) {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (error) {
      // A connection that cannot roll back is lost, and must not go back to the pool.
      const lost = await client.query('ROLLBACK').then(() => false, () => true);
      client.release(lost);
      throw contractError(error);
    }
  }

  close() {
    return this.pool.end();
  }
}

/** The database tells by the constraint which promise would be broken: ids at once, names at COMMIT. */
function contractError(error) {
  switch (error.constraint) {
    case 'product_pkey':
      return new ContractError('IdTakenException', 'there is a product with this id');
    case 'product_name_is_unique':
      return new ContractError('NameTakenException', 'another product has this name');
    default:
      return error;
  }
}
