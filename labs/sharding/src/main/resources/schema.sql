-- Every database of the lab has these tables.

CREATE TABLE orders (
  id       bigint PRIMARY KEY,
  customer text   NOT NULL,
  bucket   int    NOT NULL,
  -- COLLATE "C" sorts by code points, whatever the server's language is.
  coupon   text   COLLATE "C",
  cents    bigint NOT NULL CHECK (cents >= 0)
);

CREATE INDEX ON orders (bucket);
CREATE INDEX ON orders (coupon, id);
CREATE INDEX ON orders (cents, id);

-- The shard of each bucket, in the order of the buckets. One row, in the first database only.
CREATE TABLE shard_map (
  one    boolean PRIMARY KEY DEFAULT true CHECK (one),
  epoch  bigint  NOT NULL,
  shards int[]   NOT NULL
);

-- Stage 5. Use those of transfer, arrived and decision that your design needs.
CREATE TABLE account (
  customer text   PRIMARY KEY,
  bucket   int    NOT NULL,
  cents    bigint NOT NULL
);

-- The transfers that were made from accounts of this database.
CREATE TABLE transfer (
  id       text   PRIMARY KEY,
  sender   text   NOT NULL,
  receiver text   NOT NULL,
  cents    bigint NOT NULL,
  bucket   int    NOT NULL -- the sender's
);

-- The transfers whose cents have arrived in this database.
CREATE TABLE arrived (
  id     text PRIMARY KEY,
  bucket int  NOT NULL -- the receiver's
);

-- Whether a transaction over several databases is to be committed in all of them.
CREATE TABLE decision (
  name      text    PRIMARY KEY,
  committed boolean NOT NULL
);

-- Stages 6 and 7, if your design needs it: the buckets that have left this database.
CREATE TABLE fence (
  bucket   int     PRIMARY KEY,
  -- A map of this epoch or an older one is too old for the bucket here.
  epoch    bigint  NOT NULL,
  -- Whether rows of the bucket that are still here are copies of another database's.
  leftover boolean NOT NULL
);
