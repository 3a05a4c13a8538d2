INSERT INTO tickets VALUES
    (1, 'rita', FALSE, 'open', 0),
    (2, 'rita', TRUE, 'open', 0),
    (3, 'carl', FALSE, 'open', 0);
