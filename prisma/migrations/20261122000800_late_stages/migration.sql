-- CreateTable
CREATE TABLE "late_stage" (
    "lead_id" UUID NOT NULL,
    "stage" TEXT NOT NULL,
    "due_day" DATE NOT NULL,
    "office_id" UUID NOT NULL,
    "missed_day" DATE NOT NULL,
    "reason_code" TEXT,
    "reason_day" DATE,
    "reason_by" UUID,
    "extended_day" DATE,
    "met_day" DATE,

    CONSTRAINT "late_stage_pkey" PRIMARY KEY ("lead_id","stage","due_day")
);

-- CreateTable
CREATE TABLE "lead_extension" (
    "lead_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "day" DATE NOT NULL,
    "person_id" UUID NOT NULL,
    "participants" INTEGER,

    CONSTRAINT "lead_extension_pkey" PRIMARY KEY ("lead_id","kind")
);

-- CreateTable
CREATE TABLE "published_figures" (
    "day" DATE NOT NULL,
    "content" TEXT NOT NULL,
    "published_day" DATE NOT NULL,

    CONSTRAINT "published_figures_pkey" PRIMARY KEY ("day")
);

-- CreateIndex
CREATE INDEX "late_stage_office_id_idx" ON "late_stage"("office_id");

-- AddForeignKey
ALTER TABLE "late_stage" ADD CONSTRAINT "late_stage_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "late_stage" ADD CONSTRAINT "late_stage_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_extension" ADD CONSTRAINT "lead_extension_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE late_stage
  ADD CONSTRAINT late_stage_stage CHECK (stage IN ('ACCEPT', 'FINISH', 'REWARD', 'PAY')),
  ADD CONSTRAINT late_stage_days CHECK (missed_day > due_day),
  -- done in time is not late: NULL in a check would let anything pass, hence the coalesce
  ADD CONSTRAINT late_stage_met CHECK (coalesce(met_day, missed_day) > due_day),
  ADD CONSTRAINT late_stage_reason CHECK (
    (reason_code IS NULL) = (reason_day IS NULL) AND (reason_code IS NULL) = (reason_by IS NULL)),
  ADD CONSTRAINT late_stage_extended CHECK (extended_day IS NULL OR stage = 'FINISH');
ALTER TABLE lead_extension
  ADD CONSTRAINT lead_extension_kind CHECK (kind IN ('COMPLEX', 'VERY_SERIOUS')),
  ADD CONSTRAINT lead_extension_days CHECK (to_day > from_day AND to_day >= day),
  -- a collective study takes at least three
  ADD CONSTRAINT lead_extension_participants CHECK (
    CASE kind WHEN 'VERY_SERIOUS' THEN coalesce(participants, 0) >= 3 ELSE participants IS NULL END);

-- what is late now: a small part of all that ever was
CREATE INDEX late_stage_open ON late_stage (due_day) WHERE met_day IS NULL AND extended_day IS NULL;

-- ── A missed limit stays missed ─────────────────────────────────────────────────────────────────────────────────────
-- Afterwards come a reason, an extension and the day it was done at last; nothing else, and none is taken back.

CREATE FUNCTION require_still_missed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.lead_id, NEW.stage, NEW.due_day, NEW.office_id, NEW.missed_day)
       IS DISTINCT FROM (OLD.lead_id, OLD.stage, OLD.due_day, OLD.office_id, OLD.missed_day)
     OR (OLD.reason_code IS NOT NULL AND NEW.reason_code IS NULL)
     OR (OLD.extended_day IS NOT NULL AND NEW.extended_day IS DISTINCT FROM OLD.extended_day)
     OR (OLD.met_day IS NOT NULL AND NEW.met_day IS DISTINCT FROM OLD.met_day) THEN
    RAISE EXCEPTION 'a missed time limit stays as it was noted' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER late_stage_stays BEFORE UPDATE ON late_stage
  FOR EACH ROW EXECUTE FUNCTION require_still_missed();
CREATE TRIGGER late_stage_kept BEFORE DELETE OR TRUNCATE ON late_stage
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER lead_extension_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON lead_extension
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER published_figures_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON published_figures
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- the tipster is told of it
ALTER TABLE timeline_entry DROP CONSTRAINT timeline_entry_code;
ALTER TABLE timeline_entry ADD CONSTRAINT timeline_entry_code CHECK (code IN (
    'RECEIVED', 'OPENED', 'ACCEPTED', 'REFUSED', 'TRANSFERRED', 'BEING_CHECKED', 'MESSAGE', 'FILE', 'DECIDED', 'CLOSED',
    'HANDED_OVER', 'STRUCK_OUT', 'IDENTITY_OPENED', 'REWARD_PREPARING', 'REWARD_READY', 'REWARD_NONE', 'CLAIMED', 'PAID',
    'DECLINED', 'LAPSED', 'LATE', 'DELAY_EXPLAINED', 'EXTENDED'));
