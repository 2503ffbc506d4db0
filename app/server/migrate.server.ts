import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
} from "@prisma/driver-adapter-utils";
import type {
  MigrationList,
  SchemaEngine,
  SchemasContainer,
} from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

/*
 * Migrations with Prisma's own engine, compiled to WebAssembly: nothing is downloaded. Files and the table
 * `_prisma_migrations` are the ordinary ones, so `prisma migrate deploy` continues from here where its native engine exists.
 */

/** Thrown when migrations cannot be read or applied; the message is a whole sentence for the operator. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

export type MigrationState = {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** begun but never finished: the database needs a person */
  readonly failed: readonly string[];
  /** applied, and changed on disk afterwards */
  readonly edited: readonly string[];
  /** applied by a newer or other release, absent here */
  readonly unknown: readonly string[];
};

type Folders = { readonly root?: string };

const NO_FILTER = { externalTables: [], externalEnums: [] };

/**
 * Applies what `prisma/migrations` has beyond the database. Processes that start together wait for each other. A migration
 * that failed before is tried again: its script ran in one transaction, so nothing of it stayed.
 * @throws MigrationError
 */
export async function migrate(
  url: string,
  folders: Folders = {},
): Promise<{ readonly applied: readonly string[] }> {
  const migrationsList = await readMigrations(folders);
  return withMigrationLock(url, () =>
    withEngine(url, folders, async (engine) => {
      const { failedMigrationNames } = await diagnose(engine, migrationsList);
      for (const migrationName of failedMigrationNames)
        await engine.markMigrationRolledBack({ migrationName });
      const result = await engine.applyMigrations({
        migrationsList,
        filters: NO_FILTER,
      });
      return { applied: result.appliedMigrationNames };
    }),
  );
}

/** The engine's own lock is held only while it applies; ours also while it is decided what to do. */
async function withMigrationLock<T>(
  url: string,
  use: () => Promise<T>,
): Promise<T> {
  const holder = new pg.Client({ connectionString: url });
  holder.on("error", () => {});
  await holder.connect();
  try {
    await holder.query("select pg_advisory_lock(hashtext('yanlu migrate'))");
    return await use();
  } finally {
    await holder.end();
  }
}

function diagnose(engine: SchemaEngine, migrationsList: MigrationList) {
  return engine.diagnoseMigrationHistory({
    migrationsList,
    optInToShadowDatabase: false,
    filters: NO_FILTER,
  });
}

/** Compares database and `prisma/migrations`; changes nothing. @throws MigrationError */
export async function migrationState(
  url: string,
  folders: Folders = {},
): Promise<MigrationState> {
  const migrationsList = await readMigrations(folders);
  const names = migrationsList.migrationDirectories.map(
    (folder) => folder.path,
  );
  return withEngine(url, folders, async (engine) => {
    const found = await diagnose(engine, migrationsList);
    const history = found.history;
    const pending =
      history && "unappliedMigrationNames" in history
        ? history.unappliedMigrationNames
        : [];
    const unknown =
      history && "unpersistedMigrationNames" in history
        ? history.unpersistedMigrationNames
        : [];
    return {
      applied: found.hasMigrationsTable
        ? names.filter(
            (name) =>
              !pending.includes(name) &&
              !found.failedMigrationNames.includes(name),
          )
        : [],
      pending: found.hasMigrationsTable ? pending : names,
      failed: found.failedMigrationNames,
      edited: found.editedMigrationNames,
      unknown,
    };
  });
}

/** Whether nothing stands between this release and the database. */
export function isUpToDate(state: MigrationState): boolean {
  return (
    state.pending.length +
      state.failed.length +
      state.edited.length +
      state.unknown.length ===
    0
  );
}

/**
 * What `prisma/schema.prisma` says beyond the migrations, as SQL; `null` when they agree. Checks, triggers and partial or
 * expression indexes, which only the migration files can say, count as agreeing. The migrations are applied to a scratch
 * database, which the role in `url` must be allowed to create; the database in `url` is not touched.
 * @throws MigrationError
 */
export async function drift(
  url: string,
  folders: Folders = {},
): Promise<string | null> {
  const { files } = await readSchema(folders);
  const configDir = dirname(files[0]!.path);
  return withScratchDatabase(url, async (scratch) => {
    await migrate(scratch, folders);
    return withEngine(scratch, folders, async (engine) => {
      const { stdout } = await engine.diff({
        from: { tag: "schemaDatasource", files, configDir },
        to: { tag: "schemaDatamodel", files },
        script: true,
        exitCode: null,
        filters: NO_FILTER,
      });
      const sql = stdout ?? "";
      return withoutComments(sql) === "" ? null : sql;
    });
  });
}

/**
 * Writes `prisma/migrations/<stamp>_<name>/migration.sql` with what the schema has beyond the migrations and applies it to
 * nothing: checks, triggers and partial indexes are added to the file by hand. `empty` writes a file without statements
 * where only such SQL is wanted.
 * @returns path of the file, or `null` when there is nothing to migrate
 * @throws MigrationError
 */
export async function createMigration(
  url: string,
  name: string,
  options: Folders & { readonly empty?: boolean; readonly now?: Date } = {},
): Promise<string | null> {
  if (!/^[a-z0-9][a-z0-9_]{0,59}$/.test(name))
    throw new MigrationError(
      "A migration's name is 1 to 60 lower-case letters, digits and underscores.",
    );
  const sql = options.empty === true ? "" : await drift(url, options);
  if (sql === null) return null;
  const stamp = (options.now ?? new Date())
    .toISOString()
    .replace(/\D/g, "")
    .slice(0, 14);
  const folder = join(migrationsFolder(options), `${stamp}_${name}`);
  await mkdir(folder, { recursive: true });
  const lock = join(migrationsFolder(options), "migration_lock.toml");
  if (!existsSync(lock)) await writeFile(lock, MIGRATION_LOCK);
  const file = join(folder, "migration.sql");
  await writeFile(file, sql, { flag: "wx" });
  return file;
}

async function withScratchDatabase<T>(
  url: string,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const name = `yanlu_scratch_${randomBytes(6).toString("hex")}`;
  const server = new pg.Client({ connectionString: url });
  server.on("error", () => {});
  await server.connect();
  try {
    await server.query(`create database ${name}`);
    const scratch = new URL(url);
    scratch.pathname = `/${name}`;
    return await use(scratch.href);
  } finally {
    await server
      .query(`drop database if exists ${name} with (force)`)
      .catch(() => {});
    await server.end();
  }
}

const MIGRATION_LOCK = `# Please do not edit this file manually\n# It should be added in your version-control system (e.g., Git)\nprovider = "postgresql"\n`;

function withoutComments(sql: string): string {
  return sql.replace(/^\s*--.*$/gm, "").trim();
}

// --- files ----------------------------------------------------------------------------------------------------------

function migrationsFolder({ root = process.cwd() }: Folders): string {
  return resolve(root, "prisma", "migrations");
}

async function readSchema({
  root = process.cwd(),
}: Folders): Promise<SchemasContainer> {
  const path = resolve(root, "prisma", "schema.prisma");
  return { files: [{ path, content: await readFile(path, "utf8") }] };
}

async function readMigrations(folders: Folders): Promise<MigrationList> {
  const baseDir = migrationsFolder(folders);
  const entries = await readdir(baseDir, { withFileTypes: true }).catch(() => {
    throw new MigrationError(`The folder ${baseDir} cannot be read.`);
  });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const lock = await readFile(
    join(baseDir, "migration_lock.toml"),
    "utf8",
  ).catch(() => null);
  return {
    baseDir,
    lockfile: { path: "migration_lock.toml", content: lock },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.sort().map(async (path) => ({
        path,
        migrationFile: {
          path: "migration.sql",
          content: await readScript(join(baseDir, path, "migration.sql")),
        },
      })),
    ),
  };
}

async function readScript(file: string): Promise<{ tag: "ok"; value: string }> {
  try {
    return { tag: "ok", value: await readFile(file, "utf8") };
  } catch {
    throw new MigrationError(`The migration file ${file} is missing.`);
  }
}

// --- engine ---------------------------------------------------------------------------------------------------------

type EngineModule = { readonly SchemaEngine: typeof SchemaEngine };

let engineModule: Promise<EngineModule> | undefined;

/** The package's own entry expects a bundler to load WebAssembly; Node is given the file. */
function loadEngine(): Promise<EngineModule> {
  return (engineModule ??= (async () => {
    const name = "@prisma/schema-engine-wasm/schema_engine_bg";
    const folder = dirname(createRequire(import.meta.url).resolve(name));
    const bindings =
      (await import("@prisma/schema-engine-wasm/schema_engine_bg")) as unknown as EngineModule & {
        readonly __wbg_set_wasm: (exports: WebAssembly.Exports) => void;
      };
    const code = await readFile(join(folder, "schema_engine_bg.wasm"));
    const { instance } = await WebAssembly.instantiate(code, {
      "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports,
    });
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
    return bindings;
  })());
}

async function withEngine<T>(
  url: string,
  folders: Folders,
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const { SchemaEngine } = await loadEngine();
  const { files } = await readSchema(folders);
  // a pool of our own: the engine leaves the adapter's open, which would hold the process for its idle time
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on("error", () => {});
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(adapterFactory(pool));
    const datamodels = files.map((file): [string, string] => [
      file.path,
      file.content,
    ]);
    const engine = await SchemaEngine.new({ datamodels }, () => {}, adapter);
    try {
      return await use(engine);
    } finally {
      engine.free();
    }
  } catch (error) {
    throw error instanceof MigrationError ? error : explain(error);
  } finally {
    await pool.end();
  }
}

const OID_CHAR = 18;
const OID_TEXT = 25;

/**
 * adapter-pg as the engine needs it, in two points:
 * - a migration's script goes to the server whole, in one implicit transaction. The adapter would cut it at every semicolon,
 *   in the middle of function bodies, and leave the first half of a failed migration behind;
 * - the engine asks `pg_constraint` for columns of PostgreSQL's internal type "char", which the adapter refuses as unknown as
 *   soon as a table has a check. They pass through it as text and are labelled as characters afterwards.
 */
function adapterFactory(pool: pg.Pool): PrismaPg {
  const charColumns = new WeakMap<readonly unknown[], readonly number[]>();
  type Result = pg.QueryArrayResult;
  type AnyQuery = (
    ...parameters: unknown[]
  ) => Promise<Result | readonly Result[]>;
  const query = pool.query.bind(pool) as unknown as AnyQuery;
  const marking: AnyQuery = async (...parameters) => {
    const answer = await query(...parameters);
    const result = "rows" in answer ? answer : answer.at(-1)!; // a script answers with one result for each statement
    const found = result.fields.flatMap((field, index) =>
      field.dataTypeID === OID_CHAR ? [index] : [],
    );
    for (const index of found) result.fields[index]!.dataTypeID = OID_TEXT;
    if (found.length > 0) charColumns.set(result.rows, found);
    return result;
  };
  pool.query = marking as unknown as typeof pool.query;
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (sql) => {
      const result = await queryRaw(sql);
      for (const index of charColumns.get(result.rows) ?? [])
        result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    adapter.executeScript = async (script) =>
      void (await adapter.executeRaw({ sql: script, args: [], argTypes: [] }));
    return adapter;
  };
  return factory;
}

/** The engine reports with ANSI colours, sometimes as JSON. */
function explain(error: unknown): MigrationError {
  const text =
    error instanceof Error
      ? error.message
      : typeof error === "string"
        ? error
        : JSON.stringify(error);
  return new MigrationError(text.replace(/\u001b\[[0-9;]*m/g, "").trim(), {
    cause: error,
  });
}
