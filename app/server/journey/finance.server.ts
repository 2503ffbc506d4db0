import { openClaimEnvelope } from "#app/crypto/claim-envelope";
import { fromBase64Url } from "#app/crypto/encoding";
import type { ClaimCommand } from "#app/forms/staff/commands";
import type { Payee } from "#app/forms/tip/tip-body";
import { JourneyError } from "./page-client.server";
import { shapeIn } from "./shape-in";
import type { StaffClient } from "./staff-client.server";
import { until } from "./until.server";

export type FinanceOffice = {
  readonly code: string;
  readonly cashier: StaffClient;
  readonly accountant: StaffClient;
  readonly head: StaffClient;
};

type ClaimRow = {
  readonly id: string;
  readonly amountFen: number;
  readonly state: string;
  readonly version: number;
};

export type LedgerView = {
  readonly agrees: boolean;
  readonly balances: Readonly<Record<string, number>>;
};

export async function ledgerOf({
  cashier,
}: FinanceOffice): Promise<LedgerView> {
  return shapeIn<LedgerView>(await cashier.page("/zh/finance/ledger"), [
    "agrees",
    "balances",
  ]);
}

/**
 * Finance knows claims and no leads, so it finds the journey's claim by the payee, which only finance can open. Each claim is
 * opened once.
 */
export function financeDesk(office: FinanceOffice) {
  const opened = new Map<
    string,
    Promise<{ readonly payee: unknown; readonly amountFen: number }>
  >();

  async function claims(state: string): Promise<readonly ClaimRow[]> {
    const rows: ClaimRow[] = [];
    for (let page = 1, pages = 1; page <= pages; page++) {
      const data = await office.cashier.page(
        `/zh/finance?state=${state}&page=${page}`,
      );
      const list = shapeIn<{ rows: readonly ClaimRow[]; pages: number }>(data, [
        "rows",
        "counts",
      ]);
      pages = list.pages ?? 1;
      rows.push(...list.rows);
    }
    return rows.filter((row) => row.state === state);
  }

  async function open({ id, amountFen }: ClaimRow) {
    const sealed = await office.cashier.get(`/api/finance/claims/${id}/sealed`);
    if (sealed.signatureValid !== true)
      throw new JourneyError(
        "the payee was not signed by the holder of the tracking code",
      );
    const key = (await office.cashier.keys()).get(String(sealed.officeKeyId));
    if (!key)
      throw new JourneyError(
        `${office.cashier.loginName} holds no key of the claim`,
      );
    return {
      payee: await openClaimEnvelope(
        fromBase64Url(String(sealed.envelope)),
        key.identity,
      ),
      amountFen,
    };
  }

  async function find(
    payee: Payee,
  ): Promise<{ readonly claimId: string; readonly amountFen: number }> {
    return until("the claim reaches finance", async () => {
      for (const row of await claims("CLAIMED"))
        if (!opened.has(row.id)) opened.set(row.id, open(row));
      for (const [claimId, promise] of opened) {
        const claim = await promise;
        if (
          JSON.stringify(sorted(claim.payee)) === JSON.stringify(sorted(payee))
        )
          return { claimId, amountFen: claim.amountFen };
      }
      return null;
    });
  }

  async function step(
    client: StaffClient,
    claimId: string,
    command: ClaimCommand extends infer Each
      ? Each extends unknown
        ? Omit<Each, "version">
        : never
      : never,
  ) {
    const { version } = shapeIn<ClaimRow>(
      await client.page(`/zh/finance/claims/${claimId}`),
      ["version", "state", "amountFen"],
    );
    await client.post(`/api/finance/claims/${claimId}/commands`, {
      ...command,
      version,
    });
  }

  return {
    /** cashier, accountant, head; then the worker settles. @returns what was paid */
    async pay(payee: Payee): Promise<number> {
      const { claimId, amountFen } = await find(payee);
      await step(office.cashier, claimId, { command: "ENTER", amountFen });
      await step(office.accountant, claimId, { command: "AUTHORISE" });
      await step(office.head, claimId, { command: "SIGN" });
      await until("the worker settles the payment", async () => {
        const { state } = shapeIn<ClaimRow>(
          await office.head.page(`/zh/finance/claims/${claimId}`),
          ["version", "state", "amountFen"],
        );
        return state === "PAID" ? true : null;
      });
      return amountFen;
    },
  };
}

function sorted(value: unknown): unknown {
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)),
      )
    : value;
}
