-- What several instances of Postern know in common (docs/several-instances.md): run it once, or set sharedStoreCreate=true.
CREATE TABLE POSTERN_SHARED (
  STORE_KEY VARCHAR2(100) NOT NULL PRIMARY KEY,
  STORE_VALUE VARCHAR2(200) NOT NULL,
  EXPIRES NUMBER(19) NOT NULL
);
