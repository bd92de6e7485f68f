-- The delivery log of Postern, for MySQL and MariaDB. An engine without transactions would keep the row of a message
-- that was rolled back.
CREATE TABLE POSTERN_DELIVERY (
    DIGEST CHAR(64) NOT NULL,
    DELIVERED DATETIME(3) NOT NULL,
    KEPT_UNTIL DATETIME(3) NOT NULL,
    MESSAGE_ID VARCHAR(64) NOT NULL,
    PRIMARY KEY (DIGEST)
) ENGINE=InnoDB;

CREATE INDEX POSTERN_DELIVERY_AGE ON POSTERN_DELIVERY (KEPT_UNTIL);
