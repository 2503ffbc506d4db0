-- Three checks of 20261122000100 came out as NULL, and so passed, where a column was NULL (prisma/sql/constraints.sql).

ALTER TABLE lead DROP CONSTRAINT lead_taken_up;
ALTER TABLE lead
  ADD CONSTRAINT lead_taken_up CHECK (state = 'RECEIVED' OR coalesce(case_recipient LIKE 'age1%', FALSE));
ALTER TABLE lead DROP CONSTRAINT lead_accepted;
ALTER TABLE lead
  ADD CONSTRAINT lead_accepted CHECK (
    CASE WHEN state IN ('RECEIVED', 'SCREENING', 'REFUSED', 'TRANSFERRED')
      THEN accepted_day IS NULL AND finish_due_day IS NULL
      ELSE accepted_day IS NOT NULL AND finish_due_day IS NOT NULL AND area_code IS NOT NULL AND subject_kind IS NOT NULL
        AND coalesce(cardinality(misconduct), 0) > 0 AND name_kind IS NOT NULL AND reporter_kind IS NOT NULL AND reward_wanted IS NOT NULL
    END);
ALTER TABLE reward DROP CONSTRAINT reward_chain;
ALTER TABLE reward
  ADD CONSTRAINT reward_chain CHECK (
    CASE WHEN state IN ('APPROVED', 'NOTIFIED', 'CLAIMED', 'PAID', 'LAPSED', 'CLAWED_BACK')
      THEN maker_id IS NOT NULL AND checker_id IS NOT NULL AND leader_id IS NOT NULL AND approved_day IS NOT NULL AND coalesce(fen, 0) > 0
      WHEN state IN ('REVIEWED', 'STOPPED') THEN maker_id IS NOT NULL AND checker_id IS NOT NULL
      WHEN state = 'MADE' THEN maker_id IS NOT NULL AND checker_id IS NULL
      WHEN state = 'PROPOSED' THEN maker_id IS NULL AND checker_id IS NULL
      ELSE TRUE END);
