-- Every value of a table, read: a damaged block cannot pass unseen.
SELECT bit_xor(hash(whole))
FROM {{ table }} AS whole;
