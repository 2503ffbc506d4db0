-- What the Prisma schema cannot say. Runs once, after the tables exist. Everything here is a second lock behind the
-- rules of app/domain: against a bug in a service, a repair by hand, and two requests at the same instant.

-- A check that comes out as NULL passes: where a column may be NULL and must not be, the check says so.

-- ── Values of code columns ──────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE ticket_key ADD CONSTRAINT ticket_key_length CHECK (octet_length(key) = 32);
ALTER TABLE area ADD CONSTRAINT area_code_digits CHECK (code ~ '^[0-9]{6}$');
ALTER TABLE office ADD CONSTRAINT office_kind CHECK (kind IN ('NATIONAL', 'BUREAU', 'COUNTY_BUREAU', 'CENTRE', 'FINANCE'));
-- an office that pays must not be sent tips
ALTER TABLE office ADD CONSTRAINT office_finance_takes_no_tips CHECK (NOT (kind = 'FINANCE' AND takes_tips));
ALTER TABLE person_role ADD CONSTRAINT person_role_role CHECK (role IN (
  'INTAKE', 'INVESTIGATOR', 'REVIEWER', 'LEGAL', 'LEADER', 'SUPERVISOR', 'CASHIER', 'ACCOUNTANT', 'FINANCE_HEAD',
  'EDITOR', 'AUDITOR', 'CUSTODIAN', 'ADMIN', 'THIRD_PARTY'));
ALTER TABLE person
  ADD CONSTRAINT person_login_name_normal CHECK (login_name = lower(btrim(login_name)) AND login_name <> ''),
  ADD CONSTRAINT person_failed_attempts CHECK (failed_attempts >= 0),
  ADD CONSTRAINT person_totp_counter CHECK (totp_counter >= 0);
ALTER TABLE staff_session
  ADD CONSTRAINT staff_session_token_hash CHECK (octet_length(token_hash) = 32),
  ADD CONSTRAINT staff_session_span CHECK (expires_at > created_at);
ALTER TABLE office_key
  ADD CONSTRAINT office_key_year CHECK (year BETWEEN 2000 AND 2199),
  ADD CONSTRAINT office_key_recipient CHECK (recipient LIKE 'age1%');
ALTER TABLE rule_set_version ADD CONSTRAINT rule_set_version_counts CHECK (version >= 1);

ALTER TABLE lead
  ADD CONSTRAINT lead_state CHECK (state IN (
    'RECEIVED', 'SCREENING', 'ACCEPTED', 'REFUSED', 'TRANSFERRED', 'ASSIGNED', 'CHECKING', 'FILED', 'NOT_FILED',
    'DECIDED', 'CLOSED', 'ARCHIVED')),
  ADD CONSTRAINT lead_channel CHECK (channel IN (
    'WEB', 'WECHAT', 'PHONE', 'FAX', 'LETTER', 'EMAIL', 'VISIT', 'HOTLINE', 'UPPER', 'DEPT', 'AGENCY', 'MEDIA', 'SUPERVISOR')),
  ADD CONSTRAINT lead_name_kind CHECK (name_kind IN ('REAL', 'ANON_CLAIM', 'ANON')),
  ADD CONSTRAINT lead_version CHECK (version >= 0),
  ADD CONSTRAINT lead_taken_up CHECK (state = 'RECEIVED' OR coalesce(case_recipient LIKE 'age1%', FALSE)),
  -- an accepted lead has its day, its clock and what was registered; a lead that was not accepted has no such clock
  ADD CONSTRAINT lead_accepted CHECK (
    CASE WHEN state IN ('RECEIVED', 'SCREENING', 'REFUSED', 'TRANSFERRED')
      THEN accepted_day IS NULL AND finish_due_day IS NULL
      ELSE accepted_day IS NOT NULL AND finish_due_day IS NOT NULL AND area_code IS NOT NULL AND subject_kind IS NOT NULL
        AND coalesce(cardinality(misconduct), 0) > 0 AND name_kind IS NOT NULL AND reporter_kind IS NOT NULL AND reward_wanted IS NOT NULL
    END),
  ADD CONSTRAINT lead_owned CHECK (
    state NOT IN ('ASSIGNED', 'CHECKING', 'FILED', 'NOT_FILED', 'DECIDED', 'CLOSED', 'ARCHIVED') OR owner_id IS NOT NULL),
  ADD CONSTRAINT lead_refused CHECK ((state = 'REFUSED') = (refusal_reason IS NOT NULL)),
  ADD CONSTRAINT lead_closed CHECK ((state IN ('CLOSED', 'ARCHIVED')) = (closed_day IS NOT NULL)),
  ADD CONSTRAINT lead_days CHECK (
    accept_due_day >= received_day AND accepted_day >= received_day AND finish_due_day >= accepted_day
    AND closed_day >= accepted_day);
ALTER TABLE lead_duty ADD CONSTRAINT lead_duty_duty CHECK (duty IN (
  'INTAKE', 'INVESTIGATOR', 'REVIEWER', 'LEADER', 'REWARD_MAKER', 'REWARD_CHECKER', 'REWARD_LEADER'));

ALTER TABLE tip
  ADD CONSTRAINT tip_inbox_id_hash CHECK (octet_length(inbox_id_hash) = 32),
  ADD CONSTRAINT tip_claim_public_key CHECK (octet_length(claim_public_key) = 32),
  ADD CONSTRAINT tip_thread_recipient CHECK (thread_recipient LIKE 'age1%'),
  ADD CONSTRAINT tip_sealed_by CHECK (sealed_by IN ('BROWSER', 'SERVER'));
ALTER TABLE sealed_file
  ADD CONSTRAINT sealed_file_side CHECK (side IN ('TIPSTER', 'STAFF')),
  ADD CONSTRAINT sealed_file_bytes CHECK (sealed_bytes > 0);
ALTER TABLE staged_file ADD CONSTRAINT staged_file_bytes CHECK (sealed_bytes > 0);
ALTER TABLE message
  ADD CONSTRAINT message_side CHECK (side IN ('TIPSTER', 'STAFF')),
  ADD CONSTRAINT message_once_hash CHECK (octet_length(once_hash) = 32);
-- the codes of app/domain/lead/tipster-view.ts
ALTER TABLE timeline_entry
  ADD CONSTRAINT timeline_entry_code CHECK (code IN (
    'RECEIVED', 'OPENED', 'ACCEPTED', 'REFUSED', 'TRANSFERRED', 'BEING_CHECKED', 'MESSAGE', 'DECIDED', 'CLOSED',
    'IDENTITY_OPENED', 'REWARD_PREPARING', 'REWARD_READY', 'REWARD_NONE', 'CLAIMED', 'PAID', 'DECLINED', 'LAPSED')),
  ADD CONSTRAINT timeline_entry_values CHECK (jsonb_typeof("values") = 'object');
ALTER TABLE case_note ADD CONSTRAINT case_note_kind CHECK (kind IN (
  'NOTE', 'SCREENING_REASON', 'CHECK_RECORD', 'FINDING_REASON', 'CLOSE_REASON'));
ALTER TABLE finding
  ADD CONSTRAINT finding_state CHECK (state IN ('OPEN', 'CONFIRMED', 'SENT_BACK')),
  ADD CONSTRAINT finding_reviewed CHECK (
    (state = 'OPEN') = (reviewed_by IS NULL) AND (state = 'OPEN') = (reviewed_at IS NULL)),
  -- the second person on every verified amount
  ADD CONSTRAINT finding_second_person CHECK (reviewed_by <> recorded_by);

ALTER TABLE reward
  ADD CONSTRAINT reward_state CHECK (state IN (
    'PROPOSED', 'MADE', 'STOPPED', 'REVIEWED', 'APPROVED', 'NOTIFIED', 'CLAIMED', 'PAID', 'LAPSED', 'DECLINED',
    'NOT_ELIGIBLE', 'CLAWED_BACK')),
  ADD CONSTRAINT reward_amounts CHECK (ceiling_fen >= 0 AND fen >= 0 AND fen <= ceiling_fen),
  ADD CONSTRAINT reward_version CHECK (version >= 0),
  ADD CONSTRAINT reward_persons_distinct CHECK (
    maker_id <> checker_id AND maker_id <> leader_id AND checker_id <> leader_id),
  ADD CONSTRAINT reward_chain CHECK (
    CASE WHEN state IN ('APPROVED', 'NOTIFIED', 'CLAIMED', 'PAID', 'LAPSED', 'CLAWED_BACK')
      THEN maker_id IS NOT NULL AND checker_id IS NOT NULL AND leader_id IS NOT NULL AND approved_day IS NOT NULL AND coalesce(fen, 0) > 0
      WHEN state IN ('REVIEWED', 'STOPPED') THEN maker_id IS NOT NULL AND checker_id IS NOT NULL
      WHEN state = 'MADE' THEN maker_id IS NOT NULL AND checker_id IS NULL
      WHEN state = 'PROPOSED' THEN maker_id IS NULL AND checker_id IS NULL
      ELSE TRUE END),
  ADD CONSTRAINT reward_notified CHECK (
    state NOT IN ('NOTIFIED', 'CLAIMED', 'PAID', 'LAPSED') OR (notice_day IS NOT NULL AND claim_due_day IS NOT NULL));
ALTER TABLE claim
  ADD CONSTRAINT claim_state CHECK (state IN ('CLAIMED', 'ENTERED', 'AUTHORISED', 'SIGNED', 'PAID')),
  ADD CONSTRAINT claim_amount CHECK (amount_fen > 0),
  ADD CONSTRAINT claim_signature CHECK (octet_length(signature) = 64),
  ADD CONSTRAINT claim_version CHECK (version >= 0),
  ADD CONSTRAINT claim_persons_distinct CHECK (
    cashier_id <> accountant_id AND cashier_id <> head_id AND accountant_id <> head_id),
  ADD CONSTRAINT claim_chain CHECK (
    (cashier_id IS NOT NULL) = (state <> 'CLAIMED')
    AND (accountant_id IS NOT NULL) = (state IN ('AUTHORISED', 'SIGNED', 'PAID'))
    AND (head_id IS NOT NULL) = (state IN ('SIGNED', 'PAID'))
    AND (paid_day IS NOT NULL) = (state = 'PAID'));
ALTER TABLE ledger_transaction
  ADD CONSTRAINT ledger_transaction_kind CHECK (kind IN (
    'GRANT', 'APPROVE', 'CLAIM', 'PAY', 'LAPSE', 'DECLINE', 'RETURN', 'CLAW_BACK')),
  ADD CONSTRAINT ledger_transaction_year CHECK (budget_year BETWEEN 2000 AND 2199);
ALTER TABLE ledger_posting ADD CONSTRAINT ledger_posting_amount CHECK (amount_fen <> 0);
ALTER TABLE log_entry
  ADD CONSTRAINT log_entry_nonce CHECK (octet_length(nonce) = 16),
  ADD CONSTRAINT log_entry_leaf_hash CHECK (octet_length(leaf_hash) = 32),
  ADD CONSTRAINT log_entry_schema_version CHECK (schema_version >= 1);

-- ── One at a time ───────────────────────────────────────────────────────────────────────────────────────────────────

CREATE UNIQUE INDEX office_key_one_current ON office_key (office_id) WHERE current;
CREATE UNIQUE INDEX office_key_one_a_year ON office_key (office_id, year) WHERE year > 0;
CREATE UNIQUE INDEX finding_one_open ON finding (lead_id) WHERE state = 'OPEN';
CREATE UNIQUE INDEX finding_one_confirmed ON finding (lead_id) WHERE state = 'CONFIRMED';

-- ── Append only ─────────────────────────────────────────────────────────────────────────────────────────────────────
-- Holds for the owner of the tables too, as long as triggers are not switched off; switching them off is what the
-- verification of the log is there to find.

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER log_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER timeline_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON timeline_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_transaction_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transaction
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_posting_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_posting
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rule_set_version_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rule_set_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ── The ledger balances ─────────────────────────────────────────────────────────────────────────────────────────────
-- Deferred to the commit: the lines of one transaction are written one after the other.

CREATE FUNCTION require_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_transaction uuid;
  lines bigint;
  total numeric;
BEGIN
  IF TG_TABLE_NAME = 'ledger_posting' THEN of_transaction := NEW.transaction_id; ELSE of_transaction := NEW.id; END IF;
  SELECT count(*), coalesce(sum(amount_fen), 0) INTO lines, total FROM ledger_posting WHERE transaction_id = of_transaction;
  IF lines < 2 OR total <> 0 THEN
    RAISE EXCEPTION 'ledger transaction % is not balanced', of_transaction USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ledger_transaction_balanced AFTER INSERT ON ledger_transaction
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_balance();
CREATE CONSTRAINT TRIGGER ledger_posting_balanced AFTER INSERT ON ledger_posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION require_balance();

-- ── Administration and audit stay out of casework and money, casework out of money ──────────────────────────────────
-- Locks the person, so that two grants at the same instant cannot slip past each other.

CREATE FUNCTION require_separate_roles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM person WHERE id = NEW.person_id FOR UPDATE;
  IF EXISTS (
    SELECT 1 FROM person_role held WHERE held.person_id = NEW.person_id AND (
      (NEW.role IN ('ADMIN', 'AUDITOR') AND held.role NOT IN ('ADMIN', 'AUDITOR', 'CUSTODIAN'))
      OR (held.role IN ('ADMIN', 'AUDITOR') AND NEW.role NOT IN ('ADMIN', 'AUDITOR', 'CUSTODIAN')))
  ) THEN
    RAISE EXCEPTION 'administration and audit hold no role in casework or finance' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF EXISTS (
    SELECT 1 FROM person_role held WHERE held.person_id = NEW.person_id AND (
      (NEW.role IN ('INTAKE', 'INVESTIGATOR', 'REVIEWER', 'LEGAL', 'LEADER')
        AND held.role IN ('CASHIER', 'ACCOUNTANT', 'FINANCE_HEAD'))
      OR (NEW.role IN ('CASHIER', 'ACCOUNTANT', 'FINANCE_HEAD')
        AND held.role IN ('INTAKE', 'INVESTIGATOR', 'REVIEWER', 'LEGAL', 'LEADER')))
  ) THEN
    RAISE EXCEPTION 'nobody holds roles in casework and in finance' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER person_role_separate BEFORE INSERT OR UPDATE ON person_role
  FOR EACH ROW EXECUTE FUNCTION require_separate_roles();
