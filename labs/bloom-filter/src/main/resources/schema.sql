-- Who has watched what. A row is never changed and never deleted.
CREATE TABLE watched (
  viewer text NOT NULL,
  clip text NOT NULL,
  PRIMARY KEY (viewer, clip)
);
