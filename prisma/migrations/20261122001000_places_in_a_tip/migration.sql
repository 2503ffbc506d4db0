-- Timeline lines, messages and files were numbered by one sequence each over all tips and both sides: a line of one tip then lay
-- between lines of others whose exact times the log keeps. Numbers count inside a tip from here on.

ALTER TABLE "timeline_entry" ALTER COLUMN "position" DROP DEFAULT;
ALTER TABLE "message" ALTER COLUMN "position" DROP DEFAULT;
ALTER TABLE "sealed_file" ALTER COLUMN "position" DROP DEFAULT;
DROP SEQUENCE "timeline_entry_position_seq";
DROP SEQUENCE "message_position_seq";
DROP SEQUENCE "sealed_file_position_seq";
DROP INDEX "timeline_entry_position_key";
DROP INDEX "message_position_key";
DROP INDEX "sealed_file_position_key";

ALTER TABLE timeline_entry DISABLE TRIGGER timeline_entry_append_only;
UPDATE timeline_entry SET position = place FROM (
  SELECT id AS of, row_number() OVER (PARTITION BY tip_id ORDER BY position) AS place FROM timeline_entry
) AS counted WHERE id = of;
ALTER TABLE timeline_entry ENABLE TRIGGER timeline_entry_append_only;
UPDATE message SET position = place FROM (
  SELECT id AS of, row_number() OVER (PARTITION BY tip_id ORDER BY position) AS place FROM message
) AS counted WHERE id = of;
UPDATE sealed_file SET position = place FROM (
  SELECT id AS of, row_number() OVER (PARTITION BY tip_id ORDER BY position) AS place FROM sealed_file
) AS counted WHERE id = of;

ALTER TABLE "timeline_entry" ALTER COLUMN "position" SET DEFAULT 0, ALTER COLUMN "position" SET DATA TYPE INTEGER;
ALTER TABLE "message" ALTER COLUMN "position" SET DEFAULT 0, ALTER COLUMN "position" SET DATA TYPE INTEGER;
ALTER TABLE "sealed_file" ALTER COLUMN "position" SET DEFAULT 0, ALTER COLUMN "position" SET DATA TYPE INTEGER;

DROP INDEX "timeline_entry_tip_id_idx";
DROP INDEX "message_tip_id_idx";
DROP INDEX "sealed_file_tip_id_idx";
CREATE UNIQUE INDEX "timeline_entry_tip_id_position_key" ON "timeline_entry"("tip_id", "position");
CREATE UNIQUE INDEX "message_tip_id_position_key" ON "message"("tip_id", "position");
CREATE UNIQUE INDEX "sealed_file_tip_id_position_key" ON "sealed_file"("tip_id", "position");

-- The tip is locked while the next number is taken: two that come at once get two.
CREATE FUNCTION take_next_position() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM tip WHERE id = NEW.tip_id FOR NO KEY UPDATE;
  EXECUTE format('SELECT coalesce(max(position), 0) + 1 FROM %I WHERE tip_id = $1', TG_TABLE_NAME)
    INTO NEW.position USING NEW.tip_id;
  RETURN NEW;
END $$;
CREATE TRIGGER timeline_entry_position BEFORE INSERT ON timeline_entry
  FOR EACH ROW EXECUTE FUNCTION take_next_position();
CREATE TRIGGER message_position BEFORE INSERT ON message
  FOR EACH ROW EXECUTE FUNCTION take_next_position();
CREATE TRIGGER sealed_file_position BEFORE INSERT ON sealed_file
  FOR EACH ROW EXECUTE FUNCTION take_next_position();
