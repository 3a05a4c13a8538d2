CREATE TABLE tickets (id INT PRIMARY KEY, owner VARCHAR(40), secret BOOLEAN, state VARCHAR(20), refund INT);
