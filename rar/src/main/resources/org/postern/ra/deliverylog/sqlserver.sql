-- The delivery log of Postern, for SQL Server. NCHAR, since its driver sends texts as Unicode: compared with them,
-- the index of a CHAR may be of no use.
CREATE TABLE POSTERN_DELIVERY (
    DIGEST NCHAR(64) NOT NULL,
    DELIVERED DATETIME2(3) NOT NULL,
    KEPT_UNTIL DATETIME2(3) NOT NULL,
    MESSAGE_ID VARCHAR(64) NOT NULL,
    PRIMARY KEY (DIGEST)
);

CREATE INDEX POSTERN_DELIVERY_AGE ON POSTERN_DELIVERY (KEPT_UNTIL);
