import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

type Made = { id: Buffer; privateKey: KeyObject; x: Buffer; y: Buffer; signCount: number };
type Asked = { challenge: string };
type Lies = { origin?: string; rpId?: string; userVerified?: boolean; id?: Buffer };

/** An authenticator in software: ES256, attestation "none", after WebAuthn 3, sections 6.1 and 6.5. */
export class Authenticator {
  readonly made: Made[] = [];

  constructor(
    readonly origin: string,
    readonly rpId = new URL(origin).hostname,
  ) {}

  /** A new passkey for a challenge, as `navigator.credentials.create` answers. */
  create({ challenge }: Asked, lies: Lies = {}) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = publicKey.export({ format: 'jwk' });
    const coordinate = (value: string | undefined) => Buffer.from(value ?? '', 'base64url');
    const passkey: Made = {
      id: lies.id ?? randomBytes(32),
      privateKey,
      x: coordinate(jwk.x),
      y: coordinate(jwk.y),
      signCount: 0,
    };
    this.made.push(passkey);
    const idLength = Buffer.alloc(2);
    idLength.writeUInt16BE(passkey.id.length);
    const key = cborMap([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, passkey.x],
      [-3, passkey.y],
    ]);
    const attested = Buffer.concat([Buffer.alloc(16), idLength, passkey.id, key]);
    const authData = Buffer.concat([this.authData(passkey, 0x40, lies), attested]);
    const attestationObject = cborMap([
      ['fmt', 'none'],
      ['attStmt', cborMap([])],
      ['authData', cborBytes(authData)],
    ]);
    return {
      ...named(passkey),
      response: {
        clientDataJSON: this.clientData('webauthn.create', challenge, lies).toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  /** Uses the passkey that was made last, as `navigator.credentials.get` answers. */
  get({ challenge }: Asked, lies: Lies = {}, passkey = this.made.at(-1)) {
    if (!passkey) throw new Error('This authenticator has no passkey.');
    passkey.signCount += 1;
    const authenticatorData = this.authData(passkey, 0, lies);
    const clientData = this.clientData('webauthn.get', challenge, lies);
    const signed = Buffer.concat([
      authenticatorData,
      createHash('sha256').update(clientData).digest(),
    ]);
    return {
      ...named(passkey),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authenticatorData.toString('base64url'),
        signature: sign('sha256', signed, passkey.privateKey).toString('base64url'),
      },
    };
  }

  private authData(passkey: Made, flags: number, { rpId, userVerified = true }: Lies): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(passkey.signCount);
    const rpIdHash = createHash('sha256')
      .update(rpId ?? this.rpId)
      .digest();
    // User present, user verified, and what comes with it.
    return Buffer.concat([
      rpIdHash,
      Buffer.from([0x01 | (userVerified ? 0x04 : 0) | flags]),
      count,
    ]);
  }

  private clientData(type: string, challenge: string, { origin }: Lies): Buffer {
    return Buffer.from(
      JSON.stringify({ type, challenge, origin: origin ?? this.origin, crossOrigin: false }),
    );
  }
}

function named({ id }: Made) {
  const text = id.toString('base64url');
  return { id: text, rawId: text, type: 'public-key', clientExtensionResults: {} };
}

/** A map in CBOR (RFC 8949) whose buffers under text keys are encoded already. */
function cborMap(entries: [number | string, number | string | Buffer][]): Buffer {
  const parts = entries.flatMap(([key, value]) => {
    if (typeof value !== 'object') return [cborItem(key), cborItem(value)];
    return [cborItem(key), typeof key === 'number' ? cborBytes(value) : value];
  });
  return Buffer.concat([Buffer.from([0xa0 | entries.length]), ...parts]);
}

function cborItem(value: number | string): Buffer {
  if (typeof value === 'string') {
    return Buffer.concat([Buffer.from([0x60 | value.length]), Buffer.from(value)]);
  }
  return Buffer.from([value >= 0 ? value : 0x20 | (-1 - value)]);
}

function cborBytes(bytes: Buffer): Buffer {
  const head =
    bytes.length < 256 ? [0x58, bytes.length] : [0x59, bytes.length >> 8, bytes.length & 255];
  return Buffer.concat([Buffer.from(head), bytes]);
}
