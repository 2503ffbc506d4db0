-- what an office staged takes no room from tipsters
ALTER TABLE "staged_file" ADD COLUMN "side" TEXT NOT NULL DEFAULT 'TIPSTER';
ALTER TABLE staged_file ADD CONSTRAINT staged_file_side CHECK (side IN ('TIPSTER', 'STAFF'));
