// Runs oidc-provider on a port of this machine, with the settings (JSON) of the first argument:
// {port, key, clients, claims}. `claims` are those of whoever signs in, whatever the name.
import { generateKeyPairSync } from "node:crypto";
import Provider from "oidc-provider";

const { port, kid, clients, claims } = JSON.parse(process.argv[2]);
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = { ...privateKey.export({ format: "jwk" }), kid, use: "sig", alg: "RS256" };

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients,
  jwks: { keys: [key] },
  cookies: { keys: ["only for tests"] },
  claims: {
    openid: ["sub", "verified_claims"],
    email: ["email", "email_verified"],
    profile: ["name", "nik", "birthdate"],
  },
  features: { devInteractions: { enabled: true }, backchannelLogout: { enabled: true } },
  // Its own guard refuses addresses of this machine, where the library under test is.
  fetch: (url, { dispatcher: _guard, ...options }) => globalThis.fetch(url, options),
  pkce: { required: () => true },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...claims }) }),
});
provider.listen(port, "127.0.0.1", () => process.stdout.write("ready\n"));
