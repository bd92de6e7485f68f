-- The delivery log of Postern, for MySQL and MariaDB. An engine without transactions would keep the row of a message
-- that was rolled back. The index stands in the same statement, since one of its own needs another right than CREATE.
CREATE TABLE POSTERN_DELIVERY (
    DIGEST CHAR(64) NOT NULL,
    DELIVERED DATETIME(3) NOT NULL,
    KEPT_UNTIL DATETIME(3) NOT NULL,
    MESSAGE_ID VARCHAR(64) NOT NULL,
    PRIMARY KEY (DIGEST),
    INDEX POSTERN_DELIVERY_AGE (KEPT_UNTIL)
) ENGINE=InnoDB;
