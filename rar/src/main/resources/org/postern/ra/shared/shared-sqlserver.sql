-- What several instances of Postern know in common (docs/several-instances.md): run it once, or set sharedStoreCreate=true.
CREATE TABLE POSTERN_SHARED (
  STORE_KEY VARCHAR(100) NOT NULL PRIMARY KEY,
  STORE_VALUE VARCHAR(200) NOT NULL,
  EXPIRES BIGINT NOT NULL
);
