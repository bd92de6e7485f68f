-- What several instances of Postern know in common (docs/several-instances.md): run it once, or set sharedStoreCreate=true.
-- NVARCHAR, since its driver sends texts as Unicode: compared with them, the index of a VARCHAR may be of no use.
CREATE TABLE POSTERN_SHARED (
  STORE_KEY NVARCHAR(100) NOT NULL PRIMARY KEY,
  STORE_VALUE NVARCHAR(200) NOT NULL,
  EXPIRES BIGINT NOT NULL
);
