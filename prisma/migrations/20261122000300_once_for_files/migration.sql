-- A form that is sent twice adds its files once, by the form's own token.
ALTER TABLE "sealed_file" ADD COLUMN "once_hash" BYTEA;
CREATE UNIQUE INDEX "sealed_file_once_hash_key" ON "sealed_file"("once_hash");
ALTER TABLE sealed_file ADD CONSTRAINT sealed_file_once_hash CHECK (once_hash IS NULL OR octet_length(once_hash) = 32);
