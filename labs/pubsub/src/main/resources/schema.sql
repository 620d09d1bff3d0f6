-- The indexer's effect. Nothing here is unique: an upload that was indexed twice stands here twice.
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
