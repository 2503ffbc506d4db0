-- What a tip says of its files goes into the log: the hash is taken from the stored bytes and compared before that.
-- Null while the bytes come in: the row is older than the object. Staged before this: no tip takes it, the page asks for it again.
ALTER TABLE "staged_file" ADD COLUMN "sealed_hash" BYTEA;
ALTER TABLE staged_file ADD CONSTRAINT staged_file_sealed_hash CHECK (sealed_hash IS NULL OR octet_length(sealed_hash) = 32);
