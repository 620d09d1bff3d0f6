-- The indexer's effect. Nothing here is unique: an upload that was indexed twice appears here twice.
CREATE TABLE indexed (
  position  bigserial PRIMARY KEY,
  upload_id text      NOT NULL,
  owner     text      NOT NULL,
  content   text      NOT NULL,
  bytes     bigint    NOT NULL
);

-- The counter's effect: an upload that was counted twice makes these too large.
CREATE TABLE owner_total (
  owner   text   PRIMARY KEY,
  uploads bigint NOT NULL,
  bytes   numeric NOT NULL
);

-- Which role has acted on which upload.
CREATE TABLE processed (
  role      text NOT NULL,
  upload_id text NOT NULL,
  PRIMARY KEY (role, upload_id)
);

-- Uploads that were saved (stage 7).
CREATE TABLE upload (
  id      text   PRIMARY KEY,
  owner   text   NOT NULL,
  content text   NOT NULL,
  bytes   bigint NOT NULL
);

-- What is still to be announced: written in the transaction that saves the upload.
CREATE TABLE outbox (
  position  bigserial PRIMARY KEY,
  upload_id text      NOT NULL REFERENCES upload (id),
  sent      boolean   NOT NULL DEFAULT false
);
