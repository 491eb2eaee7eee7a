export const id = 871;
export const ids = [871];
export const modules = {

/***/ 4871:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openS3: () => (/* binding */ openS3)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-s3/dist-cjs/index.js
var dist_cjs = __webpack_require__(3711);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
;// CONCATENATED MODULE: ./lib/storage/arriving.js
/** Bytes that pile up before the sender is made to wait. */
const PAUSE_AT = 256 * 1024;
/**
 * Begins to read with the first `next`. Does not destroy the stream.
 * @throws what the stream fails with, after the chunks before it; an error where it is closed before its end
 */
function arriving(stream) {
    const chunks = [];
    let held = 0;
    let isReading = false;
    let isOver = false;
    let failure;
    let wake;
    function over(error) {
        if (!isOver)
            failure = error;
        isOver = true;
        wake?.();
    }
    function read() {
        isReading = true;
        stream
            .on('error', over)
            .on('end', () => over())
            .on('close', () => over(new Error('The body was closed before its end')))
            .on('data', (chunk) => {
            chunks.push(chunk);
            held += chunk.length;
            if (held >= PAUSE_AT)
                stream.pause();
            wake?.();
        });
        if (stream.destroyed)
            over(stream.errored ?? new Error('The body was closed before it was read'));
    }
    const arrival = () => new Promise(resolve => {
        wake = resolve;
    });
    const chunkIterator = {
        [Symbol.asyncIterator]: () => chunkIterator,
        async next() {
            if (!isReading)
                read();
            if (chunks.length === 0 && !isOver)
                await arrival();
            wake = undefined;
            const chunk = chunks.shift();
            if (chunk !== undefined) {
                held -= chunk.length;
                if (stream.isPaused() && held < PAUSE_AT)
                    stream.resume();
                return { done: false, value: chunk };
            }
            if (failure !== undefined)
                throw failure;
            return { done: true, value: undefined };
        },
    };
    return chunkIterator;
}

// EXTERNAL MODULE: ./lib/storage/raw.js
var raw = __webpack_require__(2923);
;// CONCATENATED MODULE: ./lib/storage/s3-facts.js
/** The server's own sentence, for people: shortened, secrets replaced. */
function serverSays({ name, message, status }, { redact }) {
    const words = [name, message.split('\n')[0]?.slice(0, 300)].filter(word => word !== undefined && word !== '');
    return redact(`${words.join(': ')}${status === undefined ? '' : `, HTTP ${status}`}`);
}
const isRecord = (value) => typeof value === 'object' && value !== null;
const s3_facts_text = (value) => (typeof value === 'string' && value !== '' ? value : undefined);
function errorFacts(error) {
    const record = isRecord(error) ? error : {};
    const metadata = isRecord(record['$metadata']) ? record['$metadata'] : {};
    const response = isRecord(record['$response']) ? record['$response'] : {};
    const given = metadata['httpStatusCode'] ?? response['statusCode'];
    const status = typeof given === 'number' ? given : undefined;
    const headers = isRecord(response['headers']) ? response['headers'] : {};
    const [first, second] = status === undefined ? ['code', 'name'] : ['name', 'code'];
    return {
        name: s3_facts_text(record[first]) ?? s3_facts_text(record[second]) ?? 'Error',
        message: s3_facts_text(record['message']) ?? '',
        status,
        headers: Object.fromEntries(Object.entries(headers).flatMap(([key, value]) => typeof value === 'string' ? [[key.toLowerCase(), value]] : [])),
        element: name => s3_facts_text(record[name]),
    };
}
/**
 * The region that an answer names as the bucket's own. S3 does so in a header, in the XML error, in its message, or in
 * the address that it redirects to.
 */
function namedRegion(facts) {
    const address = facts.headers['location'] ?? facts.element('Endpoint') ?? '';
    const region = facts.headers['x-amz-bucket-region'] ??
        facts.element('Region') ??
        /expecting '([^']+)'/.exec(facts.message)?.[1] ??
        /[./]s3[.-]([a-z]+(?:-[a-z]+)+-\d+)\./.exec(address)?.[1];
    return region !== undefined && /^[a-z0-9-]{1,64}$/.test(region) ? region : undefined;
}
const REDIRECTS = ['PermanentRedirect', 'TemporaryRedirect', 'InvalidRegionName', 'IllegalLocationConstraintException'];
/** True for the answers by which S3 says that the bucket lies in another region. */
function isWrongRegion(facts) {
    const { name, status } = facts;
    // This name also stands for an empty access key.
    const badScope = name === 'AuthorizationHeaderMalformed' && /region/i.test(facts.message);
    return status === 301 || status === 307 || REDIRECTS.includes(name) || badScope;
}
/** Milliseconds that a `Retry-After` asks for: seconds, or an HTTP date (RFC 9110, 10.2.3). */
function retryAfter(header, now) {
    if (header === undefined) {
        return undefined;
    }
    const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
    return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

;// CONCATENATED MODULE: ./lib/storage/s3-denied.js
// Credentials, permissions and keys that the server does not accept: said apart, because the cures differ.

const CREDENTIALS = {
    InvalidAccessKeyId: {
        what: 'The server does not know the access key',
        todo: 'Check access-key-id, and that it belongs to this endpoint.',
    },
    // versitygw's name for the same (with HTTP 404).
    XAdminUserNotFound: {
        what: 'The server does not know the access key',
        todo: 'Check access-key-id, and that it belongs to this endpoint.',
    },
    SignatureDoesNotMatch: {
        what: 'The server does not accept the signature',
        todo: 'Check secret-access-key (no spaces or line breaks around it), and that it belongs to access-key-id.',
    },
    ExpiredToken: {
        what: 'The session credentials have expired',
        todo: 'Ask for a longer session (role-duration-seconds), or restore right after getting the credentials.',
    },
    CredentialsProviderError: {
        what: 'No credentials were found',
        todo: "Give access-key-id and secret-access-key, run aws-actions/configure-aws-credentials before this step (it needs permissions: id-token: write), or set anonymous: true for a public bucket. On GitHub's own runners AWS_EC2_METADATA_DISABLED=true avoids a slow search.",
    },
};
/** Other names by which servers refuse credentials. */
const MORE_CREDENTIALS = [
    'AuthorizationHeaderMalformed',
    'ExpiredTokenException',
    'InvalidSecurity',
    'InvalidToken',
    'NotSignedUp',
    'TokenRefreshRequired',
    'UnrecognizedClientException',
];
function customerKeyRefused(facts, request) {
    const { name, message, status } = facts;
    const isAboutKey = /server side encryption|encryption parameters|customer (provided )?key|SSECustomer/i;
    if (status !== 400 || !isAboutKey.test(`${name} ${message}`)) {
        return undefined;
    }
    return request.sseCustomerKey
        ? {
            code: 'sse-key',
            what: 'The server does not accept the customer key for this object',
            found: serverSays(facts, request),
            todo: 'Check that sse-customer-key is the key that the object was written with, or leave it out if there was none.',
        }
        : {
            code: 'sse-key',
            what: 'The object is encrypted with a customer key (SSE-C)',
            todo: 'Set sse-customer-key.',
        };
}
function denied(facts, request) {
    const { operation, anonymous, sseCustomerKey } = request;
    const payer = request.requestPayer ? '' : ' If the bucket is requester-pays, set request-payer: true.';
    const found = serverSays(facts, request);
    const publicOnly = `The bucket is not public for this: give credentials instead of anonymous: true.${payer}`;
    if (operation === 'LIST') {
        const allow = 'Allow s3:ListBucket on the bucket (a policy may allow it for certain prefixes only).';
        const todo = anonymous ? publicOnly : `${allow}${payer}`;
        return { code: 'access-denied', what: 'Listing the bucket is denied', found, todo };
    }
    const what = 'Reading an object is denied, although listing works';
    if (sseCustomerKey) {
        const check = 'Check that sse-customer-key is the key that the object was written with';
        return { code: 'sse-key', what, found, todo: `${check}, and that s3:GetObject is allowed.${payer}` };
    }
    const allow = 'Allow s3:GetObject on the objects, and kms:Decrypt if a KMS key encrypts them.';
    return { code: 'access-denied', what, found, todo: anonymous ? publicOnly : `${allow}${payer}` };
}
/** Explains a refusal for want of rights, or undefined when the failure is of another kind. */
function accessRefused(facts, request) {
    const { name, status } = facts;
    const known = Object.hasOwn(CREDENTIALS, name) ? CREDENTIALS[name] : undefined;
    if (known !== undefined || MORE_CREDENTIALS.includes(name)) {
        return {
            code: 'credentials',
            where: request.endpoint ?? `s3://${request.bucket}`,
            found: serverSays(facts, request),
            ...(known ?? {
                what: 'The server does not accept the credentials',
                todo: 'Check access-key-id, secret-access-key and session-token.',
            }),
        };
    }
    const key = customerKeyRefused(facts, request);
    if (key !== undefined) {
        return key;
    }
    if (name.startsWith('KMS.')) {
        return {
            code: 'access-denied',
            what: "The object's KMS key cannot be used",
            found: serverSays(facts, request),
            todo: 'Enable the key, and allow kms:Decrypt on it.',
        };
    }
    return (status === 401 || status === 403) && name !== 'InvalidObjectState' ? denied(facts, request) : undefined;
}

;// CONCATENATED MODULE: ./lib/storage/s3-errors.js
// What went wrong with a request to S3, in words of our own: what it means, and what the user can do.




const RUN_AGAIN = 'Run again; if it keeps happening, the writer reuses this key.';
/** Without a code in its XML the SDK calls a 404 `NotFound`. */
const NOT_THERE = ['NoSuchKey', 'NoSuchVersion', 'NotFound'];
function bucketOrObject(facts, request) {
    const { name, status } = facts;
    const { operation, bucket, object } = request;
    if (name === 'NoSuchBucket' || (status === 404 && operation === 'LIST' && NOT_THERE.includes(name))) {
        return {
            code: 'bucket-missing',
            what: 'There is no such bucket',
            where: `s3://${bucket}`,
            todo: 'Check bucket, endpoint, and whether the server wants path-style addresses (force-path-style).',
        };
    }
    if (name === 'InvalidBucketName') {
        return { code: 'input', what: 'This cannot be the name of a bucket', where: bucket, todo: 'Check bucket.' };
    }
    if (name === 'InvalidObjectState') {
        const storageClass = facts.element('StorageClass') ?? object?.storageClass ?? 'an archive class';
        return {
            code: 'archived',
            what: `The object is archived in ${storageClass} and cannot be read at once`,
            todo: 'Restore it from the archive first (aws s3api restore-object), wait until that is done, and run again.',
        };
    }
    if (status === 412) {
        const what = 'The object was overwritten after it was listed';
        return { code: 'changed', what, expected: `ETag ${object?.etag ?? ''}`, todo: RUN_AGAIN };
    }
    if (status === 416) {
        const what = 'The object is smaller than it was when it was listed';
        return { code: 'changed', what, expected: `${object?.size ?? 0} bytes`, todo: RUN_AGAIN };
    }
    if (status === 404 && NOT_THERE.includes(name)) {
        return {
            code: 'gone',
            what: 'The object was listed, but is not there any more',
            todo: 'Run again; the writer or a lifecycle rule has removed it.',
        };
    }
    return undefined;
}
function regionOrClock(facts, { bucket, region }) {
    if (isWrongRegion(facts)) {
        const named = namedRegion(facts);
        return {
            code: 'wrong-region',
            what: 'The bucket lies in another region',
            where: `s3://${bucket}`,
            expected: named,
            found: region,
            todo: named === undefined ? 'Set region to the region of the bucket.' : `Set region: ${named}.`,
        };
    }
    if (facts.name === 'RequestTimeTooSkewed') {
        return {
            code: 'clock-skew',
            what: "This machine's clock differs from the server's by more than the signature allows",
            where: undefined,
            expected: facts.headers['date'],
            found: new Date().toUTCString(),
            todo: "Set the machine's clock (NTP).",
            // The SDK has learned the server's clock from this very answer, and signs the next request by it.
            again: { attempts: 2 },
        };
    }
    return undefined;
}
const THROTTLING = ['SlowDown', 'Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'TooManyRequests'];
const BUSY = ['InternalError', 'ServiceUnavailable', 'RequestTimeout', 'RequestTimeoutException', 'OperationAborted'];
const CERTIFICATE = /^(ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|HOSTNAME_MISMATCH)/;
function serverOrNetwork(facts, request) {
    const { name, status, headers } = facts;
    const found = serverSays(facts, request);
    const throttled = status === 429 || THROTTLING.includes(name);
    if (throttled || BUSY.includes(name) || (status !== undefined && [408, 500, 502, 503, 504].includes(status))) {
        return {
            code: 'network',
            what: throttled ? 'The server keeps asking for fewer requests' : 'The server keeps failing',
            found,
            todo: 'Run again later.',
            again: { throttled: throttled || status === 503, retryAfter: retryAfter(headers['retry-after'], Date.now()) },
        };
    }
    if (status !== undefined && status < 300) {
        const what = 'The answer is not one of an S3 server, or not a whole one';
        return { code: 'storage', what, found, todo: 'Check endpoint, and the proxy before it.', again: { attempts: 3 } };
    }
    if (status !== undefined) {
        return {
            code: 'storage',
            what: 'The server refuses the request',
            found,
            todo: 'Check endpoint and the other inputs.',
        };
    }
    if (CERTIFICATE.test(name)) {
        return {
            code: 'network',
            what: "The server's certificate is not trusted",
            where: request.endpoint,
            found,
            todo: 'Set NODE_EXTRA_CA_CERTS to the authority that signed it, or correct the endpoint.',
        };
    }
    return {
        code: 'network',
        what: name === 'ENOTFOUND' ? "The server's name cannot be resolved" : 'The connection to the server fails',
        found,
        todo: 'Check endpoint, region and the network (proxy, firewall), and run again.',
        again: {},
    };
}
/** Turns an error of the SDK, of Node or of a body's stream into what `RawStore` promises to throw. */
function s3Failure(error, request) {
    const facts = errorFacts(error);
    const { code, again, ...told } = regionOrClock(facts, request) ??
        accessRefused(facts, request) ??
        bucketOrObject(facts, request) ??
        serverOrNetwork(facts, request);
    const where = request.operation === 'LIST' ? `s3://${request.bucket}/${request.prefix ?? ''}` : request.object?.key;
    const id = facts.headers['x-amz-request-id'];
    // A new error of texts alone: the SDK's own carries the answer, and Node's sometimes the request.
    const cause = new Error(`${serverSays(facts, request)}${id === undefined ? '' : `, request ${id}`}`);
    const failure = new errors/* RestoreError */.DZ(code, { where, ...told, cause });
    return again === undefined ? failure : new raw/* TransientFailure */.$(failure, again);
}

;// CONCATENATED MODULE: ./lib/storage/s3-settings.js
// Which endpoint, region and address style a bucket is asked with, before the SDK is loaded.

/** The region that an endpoint's host names: `s3.eu-west-1.amazonaws.com`, `s3.us-west-004.backblazeb2.com`. */
function regionOfHost(host) {
    if (host.endsWith('.r2.cloudflarestorage.com')) {
        return 'auto';
    }
    return /(?:^|\.)s3(?:\.dualstack)?[.-]([a-z]+(?:-[a-z]+)+-\d+)\./.exec(host)?.[1];
}
function endpointUrl(text) {
    const url = URL.parse(text);
    if (url === null || !['http:', 'https:'].includes(url.protocol)) {
        throw new errors/* RestoreError */.DZ('input', {
            what: 'The endpoint is not an http or https URL',
            // What stands before an @ may be a password.
            where: text.includes('@') ? undefined : text,
            todo: 'Write it as https://host or http://host:port.',
        });
    }
    if (url.username !== '' || url.password !== '') {
        throw new errors/* RestoreError */.DZ('input', {
            what: 'The endpoint holds a user name or a password',
            todo: 'Give credentials as access-key-id and secret-access-key.',
        });
    }
    return url;
}
const isLoopback = (host) => /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);
/**
 * The SDK would read the endpoint variables itself, but too late to choose the address style by them.
 * `auto` as a region is a name of its own for R2 and others; AWS has no such region, so there it means: find out.
 * @throws RestoreError `input` for an endpoint that is not a plain URL, `sse-key` for a customer key over plain http
 */
function s3Settings(location, env) {
    const configured = env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true'
        ? undefined
        : (env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL']);
    const endpoint = [location.endpoint, configured].find(text => text !== undefined && text !== '');
    const url = endpoint === undefined ? undefined : endpointUrl(endpoint);
    if (location.sseCustomerKey !== undefined && url?.protocol === 'http:' && !isLoopback(url.hostname)) {
        throw new errors/* RestoreError */.DZ('sse-key', {
            what: 'A customer key would travel unencrypted, and S3 servers refuse it over http',
            where: url.origin,
            todo: 'Use an https endpoint with sse-customer-key.',
        });
    }
    const asked = location.region === 'auto' && url === undefined ? '' : location.region;
    // The endpoint's own region goes before the environment's: jobs set AWS_REGION for other steps, and R2 refuses it.
    const region = [asked, url && regionOfHost(url.hostname), env['AWS_REGION'], env['AWS_DEFAULT_REGION']].find(text => text !== undefined && text !== '');
    return { endpoint, region, forcePathStyle: location.forcePathStyle ?? url !== undefined };
}
const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'];
/**
 * For Node's agents, which take the usual proxy variables only when they are handed over (`proxyEnv`, Node 24.5; older
 * ones ignore it). Other actions go through such a proxy, so on many company runners it is the only way out.
 */
function proxySettings(env) {
    const given = PROXY_VARIABLES.filter(name => (env[name] ?? '') !== '');
    return given.length === 0 ? {} : { proxyEnv: Object.fromEntries(given.map(name => [name, env[name]])) };
}

// EXTERNAL MODULE: ./lib/storage/waiting.js
var waiting = __webpack_require__(5754);
;// CONCATENATED MODULE: ./lib/storage/s3-connection.js
// The SDK's client: its settings, its credentials, and the bucket's region.
//
// Where the SDK's retries end and ours start: the SDK makes one attempt (`maxAttempts: 1`), and every retry is in
// resilient.ts. The SDK cannot resume a body, and two budgets, one inside the other, multiply: six attempts of six.
// What is given up is its retry quota, shared by all requests; ours are bounded one by one.





const TIMEOUTS = { connect: 10_000, answer: 30_000, socket: 60_000 };
function clientConfig(location, env, timeouts) {
    const { endpoint, forcePathStyle } = s3Settings(location, env);
    const agent = { maxSockets: 64, ...proxySettings(env) };
    const { credentials, anonymous } = location;
    return {
        ...(endpoint === undefined ? {} : { endpoint }),
        forcePathStyle,
        // Both: with the response's alone the SDK sends a checksum of an empty body, and several servers repeat the whole
        // object's checksum on a range, which the SDK then compares with the range's bytes.
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
        maxAttempts: 1,
        // The SDK follows only 301, and asks the wrong region again for every request: `send` does it once for all.
        followRegionRedirects: false,
        requestHandler: {
            connectionTimeout: timeouts.connect,
            requestTimeout: timeouts.answer,
            throwOnRequestTimeout: true,
            socketTimeout: timeouts.socket,
            httpAgent: agent,
            httpsAgent: agent,
        },
        ...(anonymous
            ? { signer: { sign: async (request) => request }, credentials: { accessKeyId: '', secretAccessKey: '' } }
            : credentials === undefined
                ? {}
                : {
                    credentials: {
                        accessKeyId: credentials.accessKeyId,
                        secretAccessKey: credentials.secretAccessKey,
                        ...(credentials.sessionToken === undefined ? {} : { sessionToken: credentials.sessionToken }),
                    },
                }),
    };
}
/** The region of the shared config file (~/.aws/config), which only the SDK reads. */
async function configuredRegion(config) {
    const probe = new dist_cjs/* S3Client */.YxF(config);
    try {
        return await probe.config.region();
    }
    catch {
        return undefined;
    }
    finally {
        probe.destroy();
    }
}
/**
 * @throws RestoreError `input` or `sse-key` for settings that cannot work, `credentials` when none can be had
 */
async function connectS3(location, env, log, signal, timeouts = {}) {
    const settings = s3Settings(location, env);
    const config = clientConfig(location, env, { ...TIMEOUTS, ...timeouts });
    // AWS answers in us-east-1 for every bucket, and names the region to go to.
    let region = settings.region ?? (await configuredRegion(config)) ?? 'us-east-1';
    let client = new dist_cjs/* S3Client */.YxF({ ...config, region });
    const clients = [client];
    const secrets = new Set([location.sseCustomerKey]);
    const explain = (error, about) => s3Failure(error, {
        ...about,
        bucket: location.bucket,
        endpoint: settings.endpoint,
        region,
        anonymous: location.anonymous,
        requestPayer: location.requestPayer,
        sseCustomerKey: location.sseCustomerKey !== undefined,
        redact: text => [...secrets].reduce((rest, secret = '') => (secret === '' ? rest : rest.replaceAll(secret, '***')), text),
    });
    if (!location.anonymous) {
        try {
            const found = await (0,waiting/* within */.ux)(client.config.credentials(), signal);
            secrets.add(found.secretAccessKey).add(found.sessionToken);
        }
        catch (error) {
            signal.throwIfAborted();
            const { message } = errorFacts(error);
            throw explain({ name: 'CredentialsProviderError', message }, { operation: 'LIST', prefix: location.prefix });
        }
    }
    return {
        explain,
        async send(about, run, abort) {
            for (let followed = false;; followed = true) {
                const asked = region;
                try {
                    return await run(client);
                }
                catch (error) {
                    abort.throwIfAborted();
                    const facts = errorFacts(error);
                    const named = namedRegion(facts);
                    if (followed || !isWrongRegion(facts) || named === undefined || named === asked) {
                        throw explain(error, about);
                    }
                    // Requests in flight at once all come here; the first one changes the region for all.
                    if (region === asked) {
                        log.info(`The bucket lies in ${named}, not in ${asked}: going there.`);
                        region = named;
                        client = new dist_cjs/* S3Client */.YxF({ ...config, region });
                        clients.push(client);
                    }
                }
            }
        },
        [Symbol.dispose]: () => {
            for (const each of clients) {
                each.destroy();
            }
        },
    };
}

;// CONCATENATED MODULE: ./lib/storage/s3-get.js
// GetObject for a third of the CPU time that the SDK takes for it: some 0.7 ms each, which ten thousand small files are
// made of. The first request of a client goes through the SDK and is looked at just before it is signed; those that follow
// differ in the key and three headers, are signed by the SDK's signer and sent by its HTTP handler. What is left out is the
// composing of the request and the reading of the answer's headers. Whatever is no success, the SDK is given to read.

const PATTERNS = new WeakMap();
/** Set for each request. */
const OWN_HEADERS = ['range', 'if-match', 'x-amz-checksum-mode'];
/** As the SDK writes keys into paths (`extendedEncodeURIComponent`, each segment for itself). */
function pathOf(key) {
    return encodeURIComponent(key)
        .replaceAll('%2F', '/')
        .replace(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
/** Keeps the client's pattern, unless the bucket is one whose requests are signed in another way (S3 Express, SigV4A). */
function remember(client, key, request, context) {
    const scheme = context['__smithy_context']?.selectedHttpAuthScheme;
    const path = pathOf(key);
    if (scheme?.httpAuthOption.schemeId !== 'aws.auth#sigv4' || context.s3ExpressIdentity !== undefined)
        return;
    if (path === '' || !request.path.endsWith(path))
        return;
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !OWN_HEADERS.includes(name)));
    PATTERNS.set(client, { request: { ...request, headers }, before: request.path.slice(0, -path.length), scheme });
}
function answerOf({ statusCode, headers, body }) {
    const length = headers['content-length'];
    return {
        $metadata: { httpStatusCode: statusCode },
        Body: body,
        ContentLength: length === undefined ? undefined : Number(length),
        ContentRange: headers['content-range'],
        ETag: headers['etag'],
        VersionId: headers['x-amz-version-id'],
        ChecksumCRC32: headers['x-amz-checksum-crc32'],
        // An enumeration to the SDK: what else is sent is only compared.
        ChecksumType: headers['x-amz-checksum-type'],
    };
}
/**
 * Not by the input `ChecksumMode`: the SDK would then compare by itself, report a mismatch as a broken body, and use slow
 * JavaScript for some algorithms. The header is added before signing.
 */
function askForChecksum(command) {
    command.middlewareStack.add(next => args => {
        // The SDK types a request as unknown; in this step it is an HTTP request with plain headers.
        const { headers } = args.request;
        headers['x-amz-checksum-mode'] = 'ENABLED';
        return next(args);
    }, { step: 'build', name: 'askForChecksum' });
}
/**
 * @param input the same for all requests of a client, but for the key, the range and `IfMatch`
 * @param checksum ask for the checksum that the store keeps
 * @throws what `client.send` throws
 */
async function getObject(client, input, { checksum, abortSignal }) {
    const command = () => {
        const made = new dist_cjs/* GetObjectCommand */.jLs(input);
        if (checksum)
            askForChecksum(made);
        return made;
    };
    const pattern = PATTERNS.get(client);
    if (pattern === undefined) {
        const first = command();
        first.middlewareStack.add((next, context) => args => {
            // The SDK types a request as unknown; in this step it is an HTTP request, and only the signature is missing.
            remember(client, input.Key, args.request, context);
            return next(args);
        }, { step: 'build', priority: 'low', name: 'remember' });
        return client.send(first, { abortSignal });
    }
    const { request, before, scheme } = pattern;
    const headers = {
        ...request.headers,
        ...(input.Range === undefined ? {} : { range: input.Range }),
        ...(input.IfMatch === undefined ? {} : { 'if-match': input.IfMatch }),
        ...(checksum ? { 'x-amz-checksum-mode': 'ENABLED' } : {}),
    };
    // The signer writes into its properties when the request was sent.
    const properties = { ...scheme.httpAuthOption.signingProperties };
    const asked = { ...request, path: before + pathOf(input.Key), headers };
    const signed = await scheme.signer.sign(asked, scheme.identity, properties);
    // Typed for requests of every kind of client.
    const sender = client.config.requestHandler;
    const { response } = await sender.handle(signed, { abortSignal });
    if (response.statusCode === 200 || response.statusCode === 206) {
        scheme.signer.successHandler?.(response, properties);
        return answerOf(response);
    }
    const told = command();
    told.middlewareStack.add(() => async () => ({ response, output: { $metadata: {} } }), {
        step: 'deserialize',
        priority: 'low',
        name: 'answered',
    });
    return client.send(told, { abortSignal });
}

// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(8877);
;// CONCATENATED MODULE: ./lib/storage/young-generation.js
// Each request through the SDK leaves some 100 KB of garbage that is dead at once. On a machine with much memory V8 answers
// by letting its young generation grow to 128 MiB, which saves no time here: the process is bound by what it does.

/** Bytes: two halves of 16 MiB. Measured with 2,500 requests: 155 MB in all, against 215, and the same CPU time. */
const ENOUGH = 32 * 1024 * 1024;
/** Requests between two looks. */
const EVERY = 16;
let requests = 0;
let grows = true;
/**
 * To be called with each request: lets the young generation grow up to {@link ENOUGH}, and again after V8 has shrunk it. V8
 * reads this one flag whenever it decides; the sizes themselves it reads at its start only, and a runner starts an action
 * without flags.
 */
function boundYoungGeneration() {
    requests += 1;
    if (requests % EVERY !== 0)
        return;
    const size = (0,external_node_v8_.getHeapSpaceStatistics)().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
    if (size < ENOUGH === grows)
        return;
    grows = size < ENOUGH;
    (0,external_node_v8_.setFlagsFromString)(`--semi-space-growth-factor=${grows ? 2 : 1}`);
}

;// CONCATENATED MODULE: ./lib/storage/s3.js
// A bucket on an S3 server, through the AWS SDK. Loaded only when it is needed (open.ts): it is 1.3 MB.








/**
 * The three headers of SSE-C (S3 API, GetObject). The key is base64 of exactly 32 bytes.
 * @throws RestoreError `sse-key` when it is not
 */
function customerKey(key) {
    const bytes = Buffer.from(key, 'base64');
    if (bytes.length !== 32 || bytes.toString('base64') !== key) {
        throw new errors/* RestoreError */.DZ('sse-key', {
            what: 'The input sse-customer-key is not base64 of 32 bytes',
            found: `${bytes.length} bytes`,
            todo: 'Make one with: openssl rand -base64 32.',
        });
    }
    return {
        SSECustomerAlgorithm: 'AES256',
        SSECustomerKey: key,
        SSECustomerKeyMD5: (0,external_node_crypto_.createHash)('md5').update(bytes).digest('base64'),
    };
}
function notS3(bucket, what, found) {
    return new errors/* RestoreError */.DZ('storage', {
        what,
        where: `s3://${bucket}`,
        found,
        todo: 'Without a whole listing nothing can be proven. Check that endpoint is an S3 server (ListObjectsV2).',
    });
}
function decodedKey(key, encoding, bucket) {
    if (encoding !== 'url') {
        return key;
    }
    try {
        // As botocore does, which asks every server for this encoding: `+` is a space.
        return decodeURIComponent(key.replaceAll('+', ' '));
    }
    catch {
        throw notS3(bucket, 'The listing holds a key that cannot be decoded', key);
    }
}
function objectInfo(entry, encoding, bucket) {
    const { Key: key, Size: size, LastModified: time, ETag: etag = '', StorageClass: storageClass } = entry;
    const lastModified = time?.getTime() ?? Number.NaN;
    if (key === undefined ||
        size === undefined ||
        !Number.isSafeInteger(size) ||
        size < 0 ||
        Number.isNaN(lastModified)) {
        throw notS3(bucket, 'The listing holds an entry without a key, a size or a time', key);
    }
    return {
        key: decodedKey(key, encoding, bucket),
        size,
        lastModified,
        etag,
        ...(storageClass === undefined ? {} : { storageClass }),
    };
}
/** Where the listing goes on, or undefined at its end. */
function nextToken(answer, bucket) {
    const { IsTruncated: more, NextContinuationToken: next, Name: name, KeyCount: count } = answer;
    if (more === undefined && name === undefined && count === undefined) {
        // A web page parses as a listing of nothing, and nothing would be reported as an empty bucket.
        throw new raw/* TransientFailure */.$(notS3(bucket, 'The answer to a listing is not one of an S3 server'), { attempts: 3 });
    }
    if (more === true && (next === undefined || next === '')) {
        throw notS3(bucket, 'The server says that the listing goes on, but not where');
    }
    return more === true ? next : undefined;
}
/** A composite checksum (of the parts' checksums) says nothing of the bytes: it ends in `-` and the number of parts. */
function wholeCrc32({ ChecksumCRC32: crc32, ChecksumType: type }) {
    return crc32 !== undefined && type !== 'COMPOSITE' && /^[A-Za-z0-9+/]{6}==$/.test(crc32) ? crc32 : undefined;
}
async function* body(answer, connection, about) {
    // In Node the SDK's body is the response itself, a Readable; the type covers browsers too.
    const stream = answer.Body;
    if (stream === undefined)
        return;
    try {
        yield* arriving(stream);
    }
    catch (error) {
        throw connection.explain(error, about);
    }
    finally {
        stream.destroy();
    }
}
/**
 * @throws RestoreError `input` or `sse-key` for settings that cannot work, `credentials` when none can be had
 */
async function openS3(location, env, log, signal, timeouts) {
    const { bucket } = location;
    const sse = location.sseCustomerKey === undefined ? {} : customerKey(location.sseCustomerKey);
    const payer = location.requestPayer ? { RequestPayer: 'requester' } : {};
    const connection = await connectS3(location, env, log, signal, timeouts);
    return {
        name: `s3://${bucket}`,
        async listPage(prefix, token, abort) {
            const command = new dist_cjs/* ListObjectsV2Command */.u6x({
                Bucket: bucket,
                Prefix: prefix,
                // Keys may hold characters that XML cannot.
                EncodingType: 'url',
                ...(token === undefined ? {} : { ContinuationToken: token }),
                ...payer,
            });
            const about = { operation: 'LIST', prefix };
            const answer = await connection.send(about, client => client.send(command, { abortSignal: abort }), abort);
            const next = nextToken(answer, bucket);
            return { objects: (answer.Contents ?? []).map(entry => objectInfo(entry, answer.EncodingType, bucket)), next };
        },
        async open(object, range, abort, { checksum }) {
            boundYoungGeneration();
            const input = {
                Bucket: bucket,
                Key: object.key,
                ...(range === undefined ? {} : { Range: `bytes=${range.start}-${range.end - 1}` }),
                ...(object.etag === '' ? {} : { IfMatch: object.etag }),
                ...payer,
                ...sse,
            };
            const options = { checksum, abortSignal: abort };
            const about = { operation: 'GET', object };
            const answer = await connection.send(about, client => getObject(client, input, options), abort);
            return {
                whole: answer.$metadata.httpStatusCode !== 206,
                contentRange: answer.ContentRange,
                length: answer.ContentLength,
                etag: answer.ETag,
                crc32: checksum ? wholeCrc32(answer) : undefined,
                // A bucket that once kept versions says null for objects written before that.
                version: answer.VersionId === 'null' ? undefined : answer.VersionId,
                chunks: body(answer, connection, about),
            };
        },
        [Symbol.dispose]: () => {
            connection[Symbol.dispose]();
        },
    };
}


/***/ })

};
