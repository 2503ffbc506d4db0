import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import type { StorageTarget } from "./env.server";
import { checkedKey, type OpenStorage } from "./storage-key.server";

const PART_BYTES = 8 * 1024 * 1024;

export function openBucket(
  target: Extract<StorageTarget, { kind: "s3" }>,
): OpenStorage {
  const client = new S3Client({
    endpoint: target.endpoint,
    region: target.region,
    credentials: {
      accessKeyId: target.accessKeyId,
      secretAccessKey: target.secretAccessKey,
    },
    forcePathStyle: true,
    // stores that are not Amazon's often refuse the newer checksum headers; age authenticates every byte anyway
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const place = (key: string) => ({
    Bucket: target.bucket,
    Key: `${target.prefix}${checkedKey(key)}`,
  });

  return {
    /** In parts of 8 MiB, two at a time: memory stays the same for any size. A broken-off upload leaves no object. */
    async put(key, source) {
      let bytes = 0;
      const counted = source.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            bytes += chunk.length;
            controller.enqueue(chunk);
          },
        }),
      );
      const upload = new Upload({
        client,
        params: {
          ...place(key),
          Body: Readable.fromWeb(counted as never),
          ContentType: "application/octet-stream",
        },
        partSize: PART_BYTES,
        queueSize: 2,
        leavePartsOnError: false,
      });
      await upload.done();
      return { bytes };
    },

    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand(place(key)));
        return Body
          ? (Body.transformToWebStream() as ReadableStream<Uint8Array>)
          : null;
      } catch (error) {
        if (isAbsent(error)) return null;
        throw error;
      }
    },

    async exists(key) {
      try {
        await client.send(new HeadObjectCommand(place(key)));
        return true;
      } catch (error) {
        if (isAbsent(error)) return false;
        throw error;
      }
    },

    delete: async (key) =>
      void (await client.send(new DeleteObjectCommand(place(key)))),
    check: async () =>
      void (await client.send(
        new HeadBucketCommand({ Bucket: target.bucket }),
      )),
  };
}

function isAbsent(error: unknown): boolean {
  return (
    error instanceof S3ServiceException &&
    error.$metadata.httpStatusCode === 404
  );
}
