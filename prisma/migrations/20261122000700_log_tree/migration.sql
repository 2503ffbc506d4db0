-- The log gets its tree. Entries of earlier versions are one text with everything in it, of which nothing could be shown to a
-- tipster; no release was made with them, so a trial database that holds some must be made anew.
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM log_entry) THEN
    RAISE EXCEPTION 'this database holds a log of a version before the first release, which cannot be carried over; remove its data folder (var/) or use an empty database';
  END IF;
END $$;

DROP TABLE "log_entry";

-- CreateTable
CREATE TABLE "log_pending" (
    "id" UUID NOT NULL,
    "arrived" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "schema_version" INTEGER NOT NULL,
    "lead_id" UUID,
    "claim_id" UUID,
    "person_id" UUID,
    "office_id" UUID,
    "day" DATE NOT NULL,
    "entry" TEXT NOT NULL,
    "inner_entry" TEXT,
    "leaf_hash" BYTEA NOT NULL,

    CONSTRAINT "log_pending_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "log_entry" (
    "log_index" BIGINT NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "schema_version" INTEGER NOT NULL,
    "lead_id" UUID,
    "claim_id" UUID,
    "person_id" UUID,
    "office_id" UUID,
    "day" DATE NOT NULL,
    "entry" TEXT NOT NULL,
    "inner_entry" TEXT,
    "leaf_hash" BYTEA NOT NULL,

    CONSTRAINT "log_entry_pkey" PRIMARY KEY ("log_index")
);

-- CreateTable
CREATE TABLE "log_tile" (
    "level" INTEGER NOT NULL,
    "n" BIGINT NOT NULL,
    "hashes" BYTEA NOT NULL,

    CONSTRAINT "log_tile_pkey" PRIMARY KEY ("level","n")
);

-- CreateTable
CREATE TABLE "log_checkpoint" (
    "size" BIGINT NOT NULL,
    "root_hash" BYTEA NOT NULL,
    "slot_end" TIMESTAMPTZ(0) NOT NULL,
    "day" DATE NOT NULL,
    "note" TEXT NOT NULL,

    CONSTRAINT "log_checkpoint_pkey" PRIMARY KEY ("size")
);

-- CreateTable
CREATE TABLE "log_cosignature" (
    "size" BIGINT NOT NULL,
    "witness" TEXT NOT NULL,
    "line" TEXT NOT NULL,

    CONSTRAINT "log_cosignature_pkey" PRIMARY KEY ("size","witness")
);

-- CreateTable
CREATE TABLE "log_key" (
    "key_id" TEXT NOT NULL,
    "verifier" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "until_day" DATE,

    CONSTRAINT "log_key_pkey" PRIMARY KEY ("key_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "log_pending_arrived_key" ON "log_pending"("arrived");
CREATE UNIQUE INDEX "log_pending_leaf_hash_key" ON "log_pending"("leaf_hash");
CREATE INDEX "log_pending_day_idx" ON "log_pending"("day");
CREATE INDEX "log_pending_lead_id_idx" ON "log_pending"("lead_id");
CREATE INDEX "log_pending_kind_idx" ON "log_pending"("kind");
CREATE UNIQUE INDEX "log_entry_id_key" ON "log_entry"("id");
CREATE UNIQUE INDEX "log_entry_leaf_hash_key" ON "log_entry"("leaf_hash");
CREATE INDEX "log_entry_lead_id_idx" ON "log_entry"("lead_id");
CREATE INDEX "log_entry_claim_id_idx" ON "log_entry"("claim_id");
CREATE INDEX "log_entry_person_id_idx" ON "log_entry"("person_id");
CREATE INDEX "log_entry_office_id_idx" ON "log_entry"("office_id");
CREATE INDEX "log_entry_kind_idx" ON "log_entry"("kind");
CREATE INDEX "log_entry_day_idx" ON "log_entry"("day");
CREATE UNIQUE INDEX "log_key_verifier_key" ON "log_key"("verifier");

-- AddForeignKey
ALTER TABLE "log_cosignature" ADD CONSTRAINT "log_cosignature_size_fkey" FOREIGN KEY ("size") REFERENCES "log_checkpoint"("size") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE log_pending
  ADD CONSTRAINT log_pending_leaf_hash CHECK (octet_length(leaf_hash) = 32),
  ADD CONSTRAINT log_pending_schema_version CHECK (schema_version >= 1);
ALTER TABLE log_entry
  ADD CONSTRAINT log_entry_index CHECK (log_index >= 0),
  ADD CONSTRAINT log_entry_leaf_hash CHECK (octet_length(leaf_hash) = 32),
  ADD CONSTRAINT log_entry_schema_version CHECK (schema_version >= 1);
-- a tile holds at most 256 hashes of 32 bytes
ALTER TABLE log_tile
  ADD CONSTRAINT log_tile_place CHECK (level >= 0 AND n >= 0),
  ADD CONSTRAINT log_tile_hashes CHECK (octet_length(hashes) % 32 = 0 AND octet_length(hashes) BETWEEN 32 AND 8192);
ALTER TABLE log_checkpoint
  ADD CONSTRAINT log_checkpoint_size CHECK (size >= 1),
  ADD CONSTRAINT log_checkpoint_root CHECK (octet_length(root_hash) = 32);
-- one key signs
CREATE UNIQUE INDEX log_key_one_current ON log_key ((until_day IS NULL)) WHERE until_day IS NULL;

-- ── Everything logged, in the tree or still waiting for it ──────────────────────────────────────────────────────────
-- `place` sorts: what waits comes after what has an index. It is a number of the log, or of the waiting line of one slot.

CREATE VIEW log_record AS
  SELECT id, log_index, log_index AS place, kind, schema_version, lead_id, claim_id, person_id, office_id, day, entry, inner_entry, leaf_hash
    FROM log_entry
  UNION ALL
  SELECT id, NULL, 4611686018427387904 + arrived, kind, schema_version, lead_id, claim_id, person_id, office_id, day, entry, inner_entry, leaf_hash
    FROM log_pending;

-- ── Append only ─────────────────────────────────────────────────────────────────────────────────────────────────────

CREATE TRIGGER log_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_checkpoint_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_cosignature_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_cosignature
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_pending_no_change BEFORE UPDATE OR TRUNCATE ON log_pending
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_tile_no_removal BEFORE DELETE OR TRUNCATE ON log_tile
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER log_key_no_removal BEFORE DELETE OR TRUNCATE ON log_key
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What waits leaves the line only into the tree.
CREATE FUNCTION require_sequenced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM gone LEFT JOIN log_entry USING (id)
    WHERE log_entry.leaf_hash IS DISTINCT FROM gone.leaf_hash
  ) THEN
    RAISE EXCEPTION 'an entry leaves log_pending only into log_entry' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER log_pending_into_the_tree AFTER DELETE ON log_pending
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION require_sequenced();

-- A tile grows at its end and nowhere else.
CREATE FUNCTION require_longer_tile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.level <> OLD.level OR NEW.n <> OLD.n
    OR substring(NEW.hashes FOR octet_length(OLD.hashes)) <> OLD.hashes THEN
    RAISE EXCEPTION 'hashes of a tile are never changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER log_tile_grows BEFORE UPDATE ON log_tile
  FOR EACH ROW EXECUTE FUNCTION require_longer_tile();

-- A key of the log ends once.
CREATE FUNCTION require_key_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.key_id <> OLD.key_id OR NEW.verifier <> OLD.verifier OR NEW.from_day <> OLD.from_day
    OR OLD.until_day IS NOT NULL THEN
    RAISE EXCEPTION 'a key of the log is never changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER log_key_ends_once BEFORE UPDATE ON log_key
  FOR EACH ROW EXECUTE FUNCTION require_key_end();
