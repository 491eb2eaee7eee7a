// GetObject for a third of the CPU time that the SDK takes for it: some 0.7 ms each, which ten thousand small files are
// made of. The first request of a client goes through the SDK and is looked at just before it is signed; those that follow
// differ in the key and three headers, are signed by the SDK's signer and sent by its HTTP handler. What is left out is the
// composing of the request and the reading of the answer's headers. Whatever is no success, the SDK is given to read.
import {GetObjectCommand} from '@aws-sdk/client-s3';
import type {GetObjectCommandInput, GetObjectCommandOutput, S3Client} from '@aws-sdk/client-s3';

type Used = 'Body' | 'ChecksumCRC32' | 'ChecksumType' | 'ContentLength' | 'ContentRange' | 'ETag' | 'VersionId';

/** What is used of an answer. */
export type GotObject = {readonly [Field in Used]?: GetObjectCommandOutput[Field] | undefined} & {
  readonly $metadata: {readonly httpStatusCode?: number | undefined};
};

// Of the SDK's own types (HttpRequest, HttpResponse, HttpHandler, HttpSigner in @smithy/types) only what is used here: it
// keeps them to packages that are not ours to import.

type Headers = Readonly<Record<string, string | undefined>>;
type Request = {readonly path: string; readonly headers: Headers};
type Response = {readonly statusCode: number; readonly headers: Headers; readonly body: GotObject['Body']};

type Sender = {
  handle(request: Request, options: {readonly abortSignal: AbortSignal}): Promise<{readonly response: Response}>;
};

type Scheme = {
  readonly identity: unknown;
  readonly httpAuthOption: {readonly schemeId: string; readonly signingProperties?: Readonly<Record<string, unknown>>};
  readonly signer: {
    sign(request: Request, identity: unknown, properties: object): Promise<Request>;
    successHandler?(response: Response, properties: object): void;
  };
};

type Context = {
  readonly s3ExpressIdentity?: unknown;
  readonly __smithy_context?: {readonly selectedHttpAuthScheme?: Scheme};
};

/** A request of the SDK without what makes it that of one object. */
type Pattern = {readonly request: Request; readonly before: string; readonly scheme: Scheme};

const PATTERNS = new WeakMap<S3Client, Pattern>();

/** Set for each request. */
const OWN_HEADERS = ['range', 'if-match', 'x-amz-checksum-mode'];

/** As the SDK writes keys into paths (`extendedEncodeURIComponent`, each segment for itself). */
function pathOf(key: string): string {
  return encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Keeps the client's pattern, unless the bucket is one whose requests are signed in another way (S3 Express, SigV4A). */
function remember(client: S3Client, key: string, request: Request, context: Context): void {
  const scheme = context['__smithy_context']?.selectedHttpAuthScheme;
  const path = pathOf(key);
  if (scheme?.httpAuthOption.schemeId !== 'aws.auth#sigv4' || context.s3ExpressIdentity !== undefined) return;
  if (path === '' || !request.path.endsWith(path)) return;
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !OWN_HEADERS.includes(name)));
  PATTERNS.set(client, {request: {...request, headers}, before: request.path.slice(0, -path.length), scheme});
}

function answerOf({statusCode, headers, body}: Response): GotObject {
  const length = headers['content-length'];
  return {
    $metadata: {httpStatusCode: statusCode},
    Body: body,
    ContentLength: length === undefined ? undefined : Number(length),
    ContentRange: headers['content-range'],
    ETag: headers['etag'],
    VersionId: headers['x-amz-version-id'],
    ChecksumCRC32: headers['x-amz-checksum-crc32'],
    // An enumeration to the SDK: what else is sent is only compared.
    ChecksumType: headers['x-amz-checksum-type'] as GotObject['ChecksumType'],
  };
}

/**
 * Not by the input `ChecksumMode`: the SDK would then compare by itself, report a mismatch as a broken body, and use slow
 * JavaScript for some algorithms. The header is added before signing.
 */
function askForChecksum(command: GetObjectCommand): void {
  command.middlewareStack.add(
    next => args => {
      // The SDK types a request as unknown; in this step it is an HTTP request with plain headers.
      const {headers} = args.request as {headers: Record<string, string>};
      headers['x-amz-checksum-mode'] = 'ENABLED';
      return next(args);
    },
    {step: 'build', name: 'askForChecksum'},
  );
}

/**
 * @param input the same for all requests of a client, but for the key, the range and `IfMatch`
 * @param checksum ask for the checksum that the store keeps
 * @throws what `client.send` throws
 */
export async function getObject(
  client: S3Client,
  input: GetObjectCommandInput & {readonly Key: string},
  {checksum, abortSignal}: {readonly checksum: boolean; readonly abortSignal: AbortSignal},
): Promise<GotObject> {
  const command = (): GetObjectCommand => {
    const made = new GetObjectCommand(input);
    if (checksum) askForChecksum(made);
    return made;
  };
  const pattern = PATTERNS.get(client);
  if (pattern === undefined) {
    const first = command();
    first.middlewareStack.add(
      (next, context) => args => {
        // The SDK types a request as unknown; in this step it is an HTTP request, and only the signature is missing.
        remember(client, input.Key, args.request as Request, context);
        return next(args);
      },
      {step: 'build', priority: 'low', name: 'remember'},
    );
    return client.send(first, {abortSignal});
  }
  const {request, before, scheme} = pattern;
  const headers = {
    ...request.headers,
    ...(input.Range === undefined ? {} : {range: input.Range}),
    ...(input.IfMatch === undefined ? {} : {'if-match': input.IfMatch}),
    ...(checksum ? {'x-amz-checksum-mode': 'ENABLED'} : {}),
  };
  // The signer writes into its properties when the request was sent.
  const properties = {...scheme.httpAuthOption.signingProperties};
  const asked = {...request, path: before + pathOf(input.Key), headers};
  const signed = await scheme.signer.sign(asked, scheme.identity, properties);
  // Typed for requests of every kind of client.
  const sender = client.config.requestHandler as Sender;
  const {response} = await sender.handle(signed, {abortSignal});
  if (response.statusCode === 200 || response.statusCode === 206) {
    scheme.signer.successHandler?.(response, properties);
    return answerOf(response);
  }
  const told = command();
  told.middlewareStack.add(() => async () => ({response, output: {$metadata: {}}}), {
    step: 'deserialize',
    priority: 'low',
    name: 'answered',
  });
  return client.send(told, {abortSignal});
}
