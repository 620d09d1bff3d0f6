-- Which cluster this is: drawn once, on the primary, and the same on every replica.
CREATE TABLE cluster (id text PRIMARY KEY DEFAULT gen_random_uuid()::text);
INSERT INTO cluster DEFAULT VALUES;

-- What the application keeps, as an example.
CREATE TABLE account (name text PRIMARY KEY, cents bigint NOT NULL);
CREATE TABLE visit (id bigserial PRIMARY KEY, page text NOT NULL);
CREATE SEQUENCE ticket;

-- Looks like a read to its caller: SELECT visit('/home').
CREATE FUNCTION visit(page text) RETURNS bigint LANGUAGE sql
  AS $$ INSERT INTO visit (page) VALUES (page) RETURNING id $$;
