import { Router } from "express";
import { Gauge, Registry, collectDefaultMetrics } from "prom-client";
import type { Env } from "./env.server";
import { isLoopbackHost } from "./http.server";

/** One answer a part: `ok`, or a short code of what is wrong. Never a host name, an address or a message of a driver. */
export type HealthReport = {
  readonly ok: boolean;
  readonly parts: Readonly<Record<string, string>>;
};

export type Health = {
  /** database, queue, storage, worker heartbeat, migrations */
  ready(): Promise<HealthReport>;
  /** numbers for Prometheus: name -> labels -> value */
  figures(): Promise<
    readonly {
      readonly name: string;
      readonly help: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly value: number;
    }[]
  >;
};

function isLoopback(address: string | undefined): boolean {
  return address === "::1" || /^(?:::ffff:)?127\./.test(address ?? "");
}

/**
 * `/healthz` (this process answers), `/readyz` (every part it needs answers), `/metrics` (Prometheus text).
 * Figures can tell when a tip came in, so `/metrics` is for the staff surface or the machine itself; the peer's address is
 * looked at for that one question and kept nowhere.
 */
export function healthRoutes({
  health,
  surface,
}: {
  readonly health: Health;
  readonly surface: Env["SURFACE"];
}): Router {
  const router = Router();
  const processFigures = new Registry();
  collectDefaultMetrics({ register: processFigures, prefix: "yanlu_web_" });

  router.get("/healthz", (_request, response) => {
    response.json({ ok: true });
  });

  router.get("/readyz", async (_request, response) => {
    const report = await health.ready();
    response.status(report.ok ? 200 : 503).json(report);
  });

  router.get("/metrics", async (request, response, next) => {
    // behind a proxy on this machine every visitor seems local: a forwarded request is not
    // and an onion service does not even say so, but its visitors ask for the onion's name
    const forwarded =
      "x-forwarded-for" in request.headers ||
      "forwarded" in request.headers ||
      !isLoopbackHost(request.headers.host);
    if (
      surface !== "staff" &&
      (forwarded || !isLoopback(request.socket.remoteAddress))
    ) {
      next();
      return;
    }
    const figures = await health.figures().catch(() => null);
    if (!figures) {
      response.status(503).type("text/plain").send("NOT_READY\n");
      return;
    }
    const registry = new Registry();
    const gauges = new Map<string, Gauge>();
    for (const { name, help, labels, value } of figures) {
      const gauge =
        gauges.get(name) ??
        new Gauge({
          name,
          help,
          labelNames: Object.keys(labels),
          registers: [registry],
        });
      gauges.set(name, gauge);
      gauge.set(labels, value);
    }
    response
      .type("text/plain; version=0.0.4; charset=utf-8")
      .send(`${await processFigures.metrics()}\n${await registry.metrics()}`);
  });

  return router;
}
