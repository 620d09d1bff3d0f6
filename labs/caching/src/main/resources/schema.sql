CREATE TABLE product (
  id          text   PRIMARY KEY,
  name        text   NOT NULL,
  price_cents bigint NOT NULL CHECK (price_cents >= 0),
  version     bigint NOT NULL DEFAULT 1,
  -- Checked at COMMIT, not before: one transaction may let two products swap their names.
  CONSTRAINT product_name_is_unique UNIQUE (name) DEFERRABLE INITIALLY DEFERRED
);

-- How often each product was viewed; the product need not exist in the table product.
CREATE TABLE product_views (
  product_id text   PRIMARY KEY,
  views      bigint NOT NULL
);

-- The batches of views that have been added: a retry of a batch finds the batch's name here.
CREATE TABLE view_batch (
  name text PRIMARY KEY
);
