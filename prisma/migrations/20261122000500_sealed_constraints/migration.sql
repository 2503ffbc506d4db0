-- What the Prisma schema cannot say about the tables of 20261122000400.

-- a second key within a year, when a member left
DROP INDEX office_key_one_a_year;
CREATE UNIQUE INDEX office_key_one_a_serial ON office_key (office_id, year, serial) WHERE year > 0;
ALTER TABLE office_key ADD CONSTRAINT office_key_serial CHECK (serial >= 1);

ALTER TABLE person
  ADD CONSTRAINT person_invitation CHECK (
    (invitation_hash IS NULL) = (invitation_expires IS NULL) AND octet_length(invitation_hash) = 32),
  -- somebody who left can neither sign in nor be invited
  ADD CONSTRAINT person_left CHECK (left_at IS NULL OR (NOT active AND invitation_hash IS NULL));
ALTER TABLE passkey
  ADD CONSTRAINT passkey_credential CHECK (octet_length(credential_id) BETWEEN 1 AND 1023),
  ADD CONSTRAINT passkey_label CHECK (length(label) BETWEEN 1 AND 100),
  ADD CONSTRAINT passkey_unlock CHECK ((prf_salt IS NULL) = (user_key_wrap IS NULL));
ALTER TABLE passkey_challenge
  ADD CONSTRAINT passkey_challenge_length CHECK (octet_length(challenge) = 32),
  ADD CONSTRAINT passkey_challenge_purpose CHECK (purpose IN ('REGISTER', 'SIGN_IN', 'STEP_UP'));

ALTER TABLE recovery_key
  ADD CONSTRAINT recovery_key_recipient CHECK (recipient LIKE 'age1%'),
  -- one custodian alone must never be enough
  ADD CONSTRAINT recovery_key_shares CHECK (threshold >= 2 AND shares >= threshold AND shares <= 255);
CREATE UNIQUE INDEX recovery_key_one_current ON recovery_key ((TRUE)) WHERE current;

ALTER TABLE sealed_identity ADD CONSTRAINT sealed_identity_recipient CHECK (recipient LIKE 'age1%');
ALTER TABLE hand_over
  ADD CONSTRAINT hand_over_state CHECK (state IN ('OFFERED', 'CONFIRMED', 'REFUSED', 'WITHDRAWN')),
  ADD CONSTRAINT hand_over_answered CHECK (
    (state = 'OFFERED') = (answered_by IS NULL) AND (state = 'OFFERED') = (answered_at IS NULL)),
  ADD CONSTRAINT hand_over_reason CHECK ((state = 'REFUSED') = (reason_code IS NOT NULL)),
  -- an answered offer keeps no keys
  ADD CONSTRAINT hand_over_keys CHECK (
    (state = 'OFFERED') = (octet_length(thread_wrap) > 0)
    AND (state = 'OFFERED' OR (case_wrap IS NULL AND identity_wrap IS NULL))),
  ADD CONSTRAINT hand_over_elsewhere CHECK (from_office_id <> to_office_id);
CREATE UNIQUE INDEX hand_over_one_offered ON hand_over (lead_id) WHERE state = 'OFFERED';
ALTER TABLE case_document
  ADD CONSTRAINT case_document_kind CHECK (kind IN ('REDACTED_COPY')),
  ADD CONSTRAINT case_document_bytes CHECK (sealed_bytes > 0);
ALTER TABLE upload
  ADD CONSTRAINT upload_bytes CHECK (sealed_bytes > 0 AND "offset" >= 0 AND "offset" <= sealed_bytes);
ALTER TABLE upload_part ADD CONSTRAINT upload_part_bytes CHECK (start >= 0 AND bytes >= 0);
-- of two requests with the same bytes one counts
CREATE UNIQUE INDEX upload_part_one_a_place ON upload_part (upload_id, start) WHERE bytes > 0;

ALTER TABLE timeline_entry DROP CONSTRAINT timeline_entry_code;
ALTER TABLE timeline_entry ADD CONSTRAINT timeline_entry_code CHECK (code IN (
    'RECEIVED', 'OPENED', 'ACCEPTED', 'REFUSED', 'TRANSFERRED', 'BEING_CHECKED', 'MESSAGE', 'FILE', 'DECIDED', 'CLOSED',
    'HANDED_OVER', 'STRUCK_OUT', 'IDENTITY_OPENED', 'REWARD_PREPARING', 'REWARD_READY', 'REWARD_NONE', 'CLAIMED', 'PAID',
    'DECLINED', 'LAPSED'));
