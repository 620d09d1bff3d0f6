CREATE TABLE product (
  id          text   PRIMARY KEY,
  name        text   NOT NULL,
  price_cents bigint NOT NULL CHECK (price_cents >= 0),
  version     bigint NOT NULL DEFAULT 1,
  -- Checked at COMMIT, not before: one transaction may let two products swap their names.
  CONSTRAINT product_name_is_unique UNIQUE (name) DEFERRABLE INITIALLY DEFERRED
);
