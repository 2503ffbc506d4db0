-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "ticket_key" (
    "day" DATE NOT NULL,
    "key" BYTEA NOT NULL,

    CONSTRAINT "ticket_key_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "area" (
    "code" CHAR(6) NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT,
    "parent_code" CHAR(6),

    CONSTRAINT "area_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "office" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "area_code" CHAR(6) NOT NULL,
    "parent_id" UUID,
    "finance_office_id" UUID,
    "takes_tips" BOOLEAN NOT NULL,

    CONSTRAINT "office_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "institution" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name_zh" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "area_code" CHAR(6) NOT NULL,

    CONSTRAINT "institution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule_set_version" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "area_code" CHAR(6) NOT NULL,
    "document" JSONB NOT NULL,

    CONSTRAINT "rule_set_version_pkey" PRIMARY KEY ("id","version")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "login_name" TEXT NOT NULL,
    "display_name" TEXT NOT NULL,
    "email" TEXT,
    "office_id" UUID NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "auth_hash" TEXT,
    "totp_secret" BYTEA,
    "totp_counter" BIGINT NOT NULL DEFAULT 0,
    "user_recipient" TEXT,
    "user_key_wrap" BYTEA,
    "failed_attempts" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_role" (
    "person_id" UUID NOT NULL,
    "office_id" UUID NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "person_role_pkey" PRIMARY KEY ("person_id","office_id","role")
);

-- CreateTable
CREATE TABLE "staff_session" (
    "id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "person_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "stepped_up_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "office_key" (
    "id" UUID NOT NULL,
    "office_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "recipient" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "current" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "office_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "office_key_wrap" (
    "office_key_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "ciphertext" BYTEA NOT NULL,

    CONSTRAINT "office_key_wrap_pkey" PRIMARY KEY ("office_key_id","person_id")
);

-- CreateTable
CREATE TABLE "lead" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "office_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "channel" TEXT NOT NULL DEFAULT 'WEB',
    "received_day" DATE NOT NULL,
    "accept_due_day" DATE NOT NULL,
    "finish_due_day" DATE,
    "accepted_day" DATE,
    "closed_day" DATE,
    "area_code" CHAR(6),
    "subject_kind" TEXT,
    "misconduct" TEXT[],
    "name_kind" TEXT,
    "reporter_kind" TEXT,
    "reward_wanted" BOOLEAN,
    "refusal_reason" TEXT,
    "owner_id" UUID,
    "case_recipient" TEXT,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "lead_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lead_duty" (
    "lead_id" UUID NOT NULL,
    "duty" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lead_duty_pkey" PRIMARY KEY ("lead_id","duty","person_id")
);

-- CreateTable
CREATE TABLE "tip" (
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "inbox_id_hash" BYTEA NOT NULL,
    "thread_recipient" TEXT NOT NULL,
    "inbox_wrap" BYTEA NOT NULL,
    "claim_public_key" BYTEA NOT NULL,
    "sealed_by" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "received_day" DATE NOT NULL,

    CONSTRAINT "tip_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "thread_key_wrap" (
    "tip_id" UUID NOT NULL,
    "office_key_id" UUID NOT NULL,
    "ciphertext" BYTEA NOT NULL,

    CONSTRAINT "thread_key_wrap_pkey" PRIMARY KEY ("tip_id","office_key_id")
);

-- CreateTable
CREATE TABLE "sealed_identity" (
    "tip_id" UUID NOT NULL,
    "office_key_id" UUID NOT NULL,
    "ciphertext" BYTEA NOT NULL,

    CONSTRAINT "sealed_identity_pkey" PRIMARY KEY ("tip_id")
);

-- CreateTable
CREATE TABLE "sealed_file" (
    "id" UUID NOT NULL,
    "tip_id" UUID NOT NULL,
    "storage_key" TEXT NOT NULL,
    "sealed_bytes" BIGINT NOT NULL,
    "side" TEXT NOT NULL,
    "received_day" DATE NOT NULL,
    "position" BIGSERIAL NOT NULL,

    CONSTRAINT "sealed_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staged_file" (
    "storage_key" TEXT NOT NULL,
    "sealed_bytes" BIGINT NOT NULL,
    "staged_day" DATE NOT NULL,

    CONSTRAINT "staged_file_pkey" PRIMARY KEY ("storage_key")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "tip_id" UUID NOT NULL,
    "side" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "day" DATE NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "once_hash" BYTEA,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "timeline_entry" (
    "id" UUID NOT NULL,
    "tip_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "code" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "position" BIGSERIAL NOT NULL,

    CONSTRAINT "timeline_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_key_wrap" (
    "lead_id" UUID NOT NULL,
    "office_key_id" UUID NOT NULL,
    "ciphertext" BYTEA NOT NULL,

    CONSTRAINT "case_key_wrap_pkey" PRIMARY KEY ("lead_id","office_key_id")
);

-- CreateTable
CREATE TABLE "case_note" (
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "author_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "case_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "finding" (
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "data" JSONB NOT NULL,
    "recorded_by" UUID NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "reviewed_by" UUID,
    "reviewed_at" TIMESTAMPTZ(3),

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reward" (
    "id" UUID NOT NULL,
    "lead_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "rule_set_id" TEXT NOT NULL,
    "rule_set_version" INTEGER NOT NULL,
    "registration_day" DATE NOT NULL,
    "ceiling_fen" BIGINT NOT NULL,
    "input" JSONB NOT NULL,
    "result" JSONB NOT NULL,
    "fen" BIGINT,
    "code" TEXT,
    "maker_id" UUID,
    "maker_input" JSONB,
    "checker_id" UUID,
    "checker_input" JSONB,
    "leader_id" UUID,
    "approved_day" DATE,
    "notice_day" DATE,
    "claim_due_day" DATE,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reward_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "reward_id" UUID NOT NULL,
    "finance_office_id" UUID NOT NULL,
    "office_key_id" UUID NOT NULL,
    "amount_fen" BIGINT NOT NULL,
    "envelope" BYTEA NOT NULL,
    "signature" BYTEA NOT NULL,
    "claim_day" DATE NOT NULL,
    "pay_due_day" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "cashier_id" UUID,
    "accountant_id" UUID,
    "head_id" UUID,
    "paid_day" DATE,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_transaction" (
    "id" UUID NOT NULL,
    "finance_office_id" UUID NOT NULL,
    "budget_year" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_id" UUID,
    "once_key" TEXT NOT NULL,
    "day" DATE NOT NULL,

    CONSTRAINT "ledger_transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_posting" (
    "transaction_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "account" TEXT NOT NULL,
    "amount_fen" BIGINT NOT NULL,

    CONSTRAINT "ledger_posting_pkey" PRIMARY KEY ("transaction_id","line")
);

-- CreateTable
CREATE TABLE "log_entry" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "schema_version" INTEGER NOT NULL,
    "lead_id" UUID,
    "person_id" UUID,
    "office_id" UUID,
    "day" DATE NOT NULL,
    "entry" TEXT NOT NULL,
    "nonce" BYTEA NOT NULL,
    "leaf_hash" BYTEA NOT NULL,

    CONSTRAINT "log_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL,
    "job" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "available_at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "kept_mail" (
    "id" UUID NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(0) NOT NULL,

    CONSTRAINT "kept_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "area_parent_code_idx" ON "area"("parent_code");

-- CreateIndex
CREATE UNIQUE INDEX "office_code_key" ON "office"("code");

-- CreateIndex
CREATE INDEX "office_area_code_idx" ON "office"("area_code");

-- CreateIndex
CREATE UNIQUE INDEX "institution_code_key" ON "institution"("code");

-- CreateIndex
CREATE UNIQUE INDEX "person_login_name_key" ON "person"("login_name");

-- CreateIndex
CREATE UNIQUE INDEX "staff_session_token_hash_key" ON "staff_session"("token_hash");

-- CreateIndex
CREATE INDEX "staff_session_person_id_idx" ON "staff_session"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "lead_number_key" ON "lead"("number");

-- CreateIndex
CREATE INDEX "lead_office_id_state_idx" ON "lead"("office_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "tip_lead_id_key" ON "tip"("lead_id");

-- CreateIndex
CREATE UNIQUE INDEX "tip_inbox_id_hash_key" ON "tip"("inbox_id_hash");

-- CreateIndex
CREATE UNIQUE INDEX "sealed_file_storage_key_key" ON "sealed_file"("storage_key");

-- CreateIndex
CREATE UNIQUE INDEX "sealed_file_position_key" ON "sealed_file"("position");

-- CreateIndex
CREATE INDEX "sealed_file_tip_id_idx" ON "sealed_file"("tip_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_position_key" ON "message"("position");

-- CreateIndex
CREATE UNIQUE INDEX "message_once_hash_key" ON "message"("once_hash");

-- CreateIndex
CREATE INDEX "message_tip_id_idx" ON "message"("tip_id");

-- CreateIndex
CREATE UNIQUE INDEX "timeline_entry_position_key" ON "timeline_entry"("position");

-- CreateIndex
CREATE INDEX "timeline_entry_tip_id_idx" ON "timeline_entry"("tip_id");

-- CreateIndex
CREATE INDEX "case_note_lead_id_idx" ON "case_note"("lead_id");

-- CreateIndex
CREATE INDEX "finding_lead_id_idx" ON "finding"("lead_id");

-- CreateIndex
CREATE UNIQUE INDEX "reward_lead_id_key" ON "reward"("lead_id");

-- CreateIndex
CREATE INDEX "reward_state_idx" ON "reward"("state");

-- CreateIndex
CREATE UNIQUE INDEX "claim_number_key" ON "claim"("number");

-- CreateIndex
CREATE UNIQUE INDEX "claim_reward_id_key" ON "claim"("reward_id");

-- CreateIndex
CREATE INDEX "claim_finance_office_id_state_idx" ON "claim"("finance_office_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transaction_once_key_key" ON "ledger_transaction"("once_key");

-- CreateIndex
CREATE INDEX "ledger_transaction_finance_office_id_budget_year_idx" ON "ledger_transaction"("finance_office_id", "budget_year");

-- CreateIndex
CREATE INDEX "log_entry_lead_id_idx" ON "log_entry"("lead_id");

-- CreateIndex
CREATE INDEX "log_entry_kind_idx" ON "log_entry"("kind");

-- CreateIndex
CREATE INDEX "outbox_available_at_idx" ON "outbox"("available_at");

-- AddForeignKey
ALTER TABLE "area" ADD CONSTRAINT "area_parent_code_fkey" FOREIGN KEY ("parent_code") REFERENCES "area"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_area_code_fkey" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "office"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office" ADD CONSTRAINT "office_finance_office_id_fkey" FOREIGN KEY ("finance_office_id") REFERENCES "office"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "institution" ADD CONSTRAINT "institution_area_code_fkey" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_set_version" ADD CONSTRAINT "rule_set_version_area_code_fkey" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_role" ADD CONSTRAINT "person_role_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person_role" ADD CONSTRAINT "person_role_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office_key" ADD CONSTRAINT "office_key_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office_key_wrap" ADD CONSTRAINT "office_key_wrap_office_key_id_fkey" FOREIGN KEY ("office_key_id") REFERENCES "office_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "office_key_wrap" ADD CONSTRAINT "office_key_wrap_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead" ADD CONSTRAINT "lead_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead" ADD CONSTRAINT "lead_area_code_fkey" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead" ADD CONSTRAINT "lead_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_duty" ADD CONSTRAINT "lead_duty_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lead_duty" ADD CONSTRAINT "lead_duty_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tip" ADD CONSTRAINT "tip_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_key_wrap" ADD CONSTRAINT "thread_key_wrap_tip_id_fkey" FOREIGN KEY ("tip_id") REFERENCES "tip"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "thread_key_wrap" ADD CONSTRAINT "thread_key_wrap_office_key_id_fkey" FOREIGN KEY ("office_key_id") REFERENCES "office_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_identity" ADD CONSTRAINT "sealed_identity_tip_id_fkey" FOREIGN KEY ("tip_id") REFERENCES "tip"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_identity" ADD CONSTRAINT "sealed_identity_office_key_id_fkey" FOREIGN KEY ("office_key_id") REFERENCES "office_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_file" ADD CONSTRAINT "sealed_file_tip_id_fkey" FOREIGN KEY ("tip_id") REFERENCES "tip"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_tip_id_fkey" FOREIGN KEY ("tip_id") REFERENCES "tip"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entry" ADD CONSTRAINT "timeline_entry_tip_id_fkey" FOREIGN KEY ("tip_id") REFERENCES "tip"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_key_wrap" ADD CONSTRAINT "case_key_wrap_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_key_wrap" ADD CONSTRAINT "case_key_wrap_office_key_id_fkey" FOREIGN KEY ("office_key_id") REFERENCES "office_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_note" ADD CONSTRAINT "case_note_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_note" ADD CONSTRAINT "case_note_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reward" ADD CONSTRAINT "reward_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "lead"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reward" ADD CONSTRAINT "reward_rule_set_id_rule_set_version_fkey" FOREIGN KEY ("rule_set_id", "rule_set_version") REFERENCES "rule_set_version"("id", "version") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_reward_id_fkey" FOREIGN KEY ("reward_id") REFERENCES "reward"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_finance_office_id_fkey" FOREIGN KEY ("finance_office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_office_key_id_fkey" FOREIGN KEY ("office_key_id") REFERENCES "office_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_finance_office_id_fkey" FOREIGN KEY ("finance_office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_posting" ADD CONSTRAINT "ledger_posting_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "ledger_transaction"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
