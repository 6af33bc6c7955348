#!/usr/bin/env python3
"""Writes secrets.jsonl, decoys.jsonl and pii.jsonl: text for `mcp-gateway guardrails eval`. Run by hand; always writes the same.

Every secret is drawn here by chance after its provider's published format, and the texts around it were written for this project.
Texts are base64, so that no scanner finds a token in the repository."""
import base64
import json
import random
import string
import zlib

DRAW = random.Random(20261125)
ALNUM = string.ascii_letters + string.digits
HEX = "0123456789abcdef"
URL = ALNUM + "-_"
BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase


def body(length, alphabet=ALNUM):
    return "".join(DRAW.choice(alphabet) for _ in range(length))


def checked(prefix):
    """GitHub's and npm's checksum: CRC-32 of the first thirty characters, in base 62."""
    text, crc, digits = body(30), 0, ""
    crc = zlib.crc32(text.encode())
    for _ in range(6):
        crc, digit = divmod(crc, 62)
        digits = BASE62[digit] + digits
    return prefix + text + digits


def segment(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


TOKENS = {
    "anthropic": lambda: "sk-ant-api03-" + body(93, URL) + "AA",
    "aws_access_key": lambda: "AKIA" + body(16, string.ascii_uppercase + "234567"),
    "azure_client_secret": lambda: body(3) + "8Q~" + body(34, URL),
    "databricks": lambda: "dapi" + body(32, HEX),
    "digitalocean": lambda: "dop_v1_" + body(64, HEX),
    "docker": lambda: "dckr_pat_" + body(27, URL),
    "github": lambda: checked("ghp_"),
    "github_fine_grained": lambda: "github_pat_" + body(22) + "_" + body(59),
    "gitlab": lambda: "glpat-" + body(20, URL),
    "google": lambda: "AIza" + body(35, URL),
    "grafana": lambda: "glsa_" + body(32) + "_" + body(8, HEX),
    "huggingface": lambda: "hf_" + body(34),
    "jwt": lambda: segment({"alg": "RS256", "kid": body(8)}) + "." + segment({"sub": body(12), "exp": 1790000000}) + "." + body(86, URL),
    "linear": lambda: "lin_api_" + body(40),
    "npm": lambda: checked("npm_"),
    "openai": lambda: "sk-proj-" + body(74, URL) + "T3Blbk" + "FJ" + body(74, URL),
    "pypi": lambda: "pypi-AgEIcHlwaS5vcmc" + body(80, URL),
    "sendgrid": lambda: "SG." + body(22, URL) + "." + body(43, URL),
    "shopify": lambda: "shpat_" + body(32, HEX),
    "slack": lambda: "xoxb-" + body(12, string.digits[1:]) + "-" + body(13, string.digits[1:]) + "-" + body(24),
    "stripe": lambda: "sk_live_" + body(24),
    "telegram": lambda: body(10, string.digits[1:]) + ":AA" + body(33, URL),
    "vault": lambda: "hvs." + body(95, URL),
    "unknown_vendor": lambda: "zyq_live_" + body(32),
}

CONTEXTS = [
    "export API_TOKEN=%s", "  api_key: %s\n  region: eu", '{"result":{"token":"%s","ok":true}}', "const client = new Client({ apiKey: '%s' });",
    "Authorization: Bearer %s", 'curl -H "X-Auth-Token: %s" https://api.host.test/v2/items', "The key we use is %s, please rotate it.", "| prod | %s | 2026 |",
    "<token>%s</token>", "%s", "2026-03-01T10:00:00Z INFO using key %s for the upload", "https://api.host.test/v1?access_token=%s&limit=5",
    "login(user=\"ada\", token=\"%s\")", '{"content":[{"type":"text","text":"the key: %s\\nend"}]}', "- name: KEY\n  value: \"%s\"\n",
]

PASSWORDS = [
    "password: %s", "PASSWORD=%s", 'DB_PASSWORD="%s"', '"password": "%s"', "'password' => '%s'", 'password = "%s"', "spring.datasource.password=%s",
    "postgres://app:%s@db.host.test:5432/orders", '{"user":"ada","password":"%s","role":"admin"}', "<password>%s</password>",
    "Server=db;User Id=sa;Password=%s;Encrypt=true", "machine api.host.test login ada password %s", "ENV MYSQL_ROOT_PASSWORD=%s", "curl -u ada:%s https://host.test/",
    "redis://:%s@cache.host.test:6379/0", "CREATE USER ada IDENTIFIED BY '%s'", 'user_password := "%s"', '    password: str = "%s"', "--password %s --host db",
]


def chosen():
    """As people choose them, and as their managers do."""
    return DRAW.choice([
        lambda: DRAW.choice(["hunter", "dragon", "Sommer", "Welcome", "Schalke"]) + body(3, string.digits) + DRAW.choice(["", "!", "$"]),
        lambda: body(14), lambda: body(16, string.ascii_lowercase + string.digits), lambda: body(12, ALNUM + "!^*_+")])()


def some(secret, written):
    return "".join(written(c) if DRAW.random() < 0.5 else c for c in secret)


def disguises(secret):
    half, third = len(secret) // 2, len(secret) // 3
    yield "zero-width", secret[:third] + "\u200b" + secret[third:half] + "\u2060" + secret[half:]
    yield "tag-characters", secret[:half] + "\U000E0041\U000E0042" + secret[half:]
    yield "full-width", "".join(chr(ord(c) + 0xFEE0) if 33 <= ord(c) < 127 else c for c in secret)
    yield "escape-u", some(secret, lambda c: "\\u%04x" % ord(c))
    yield "escape-x", some(secret, lambda c: "\\x%02x" % ord(c))
    yield "percent", some(secret, lambda c: "%%%02X" % ord(c))
    yield "entity", some(secret, lambda c: "&#%d;" % ord(c))
    yield "concatenated", secret[:half] + '" + "' + secret[half:]
    yield "cut", secret[:half] + "\n" + secret[half:]


def record(number, prefix, found, suffix="", **more):
    text = prefix + found + suffix
    units = lambda part: len(part.encode("utf-16-le")) // 2
    spans = [{"start": units(prefix), "end": units(prefix) + units(found), "type": more.pop("type")}] if found else []
    return {"id": number, "enc": "b64", "text": base64.b64encode(text.encode()).decode(), **({"spans": spans} if spans else {}), **more}


def write(name, records):
    with open(name, "w", encoding="utf-8", newline="\n") as file:
        for number, (prefix, found, suffix, more) in enumerate(records):
            file.write(json.dumps(record(f"{name.split('.')[0]}-{number}", prefix, found, suffix, **more)) + "\n")


def secrets():
    for kind, token in TOKENS.items():
        for _ in range(4):
            before, after = DRAW.choice(CONTEXTS).split("%s")
            yield before, token(), after, {"type": kind, "variant": "plain"}
        secret = token()
        for variant, found in disguises(secret):
            before, after = ('token: "', '"') if variant == "concatenated" else DRAW.choice(["token: %s", "%s", "The key is %s ok", '{"v":"%s"}']).split("%s")
            yield before, found, after, {"type": kind, "variant": variant}
        message = (DRAW.choice(CONTEXTS) % token()).encode()
        yield '{"data":"', base64.b64encode(message).decode(), '"}', {"type": kind, "variant": "base64"}
        yield "payload=", message.hex(), "", {"type": kind, "variant": "hex"}
    for context in PASSWORDS * 4:
        before, after = context.split("%s")
        yield before, chosen(), after, {"type": "password", "variant": "password"}


DECOYS = [
    "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "sk-proj-YOUR-KEY-HERE", "sk-ant-api03-...", "ghp_" + "x" * 36, "xoxb-xxxxxxxxxxxx-xxxxxxxxxxxx",
    "glpat-" + "X" * 20, "AIza" + "X" * 35, "hf_transformers_model_cache_directory", "hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "pk_test_" + "x" * 24, "password: process.env.DB_PASSWORD", "password = os.environ['PW']",
    'password: "<your-password>"', "password=${DB_PASSWORD}", "password: {{ vault_password }}", "PASSWORD=changeme", "password: string", "password: Optional[str] = None", "password = getPassword()", "if password == other.password:",
    "const token = await getToken(user);", "token_type: bearer", "max_tokens: 4096", '"next_page_token": "CiAKGjBpNDd2Nmp2Zml2cXRwYjBpOXA"', '"etag": "' + body(40, HEX) + '"', "commit " + body(40, HEX), "sha256:" + body(64, HEX),
    '"integrity": "sha512-' + body(86, ALNUM + "+/") + '=="', "id: 7f3a1c5e-6b0d-4a3e-9f2b-1d2c3b4a5e6f", "-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAK\n-----END PUBLIC KEY-----", "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ\n-----END CERTIFICATE-----",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + body(43) + " ada@host", "eyJhbGciOi.eyJzdWIi.", "the token bucket refills every second", "secret santa is on Friday", "The password is required and must have 12 characters.", "keyboard: qwertz", "author: Ada Lovelace",
    "Authorization: Bearer <token>", "Authorization: Bearer $TOKEN", "curl -u user:password https://example.com", "postgres://user:password@localhost/db", "mysql://root:root@localhost", "https://example.com/reset?token=", "npm_config_registry=https://registry.host.test",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk", "publicKeyToken=b77a5c561934e089", "api_key: YOUR_API_KEY", "apiKey: 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx'", "SECRET_NAME=prod/db/credentials", "secretName: tls-cert", "token = lexer.next_token()", "password_hash_algorithm: argon2id",
    "ClientToken: 4752b573-40a6-4eac-a8a4-a72058761219", "key: 1234567890abcdef1234567890abcdef", "api_token = '0123456789'", "session_id=42", "csrf_token: {{ csrf_token() }}", "passwd: files systemd", "-p 8080:8080", "--password-file /run/secrets/db", "password: null", "PasswordBox x:Name=\"Password\"",
]

CLEAN = [
    "def area(width, height):\n    # no unit is assumed\n    return width * height\n", "SELECT id, name, created_at FROM orders WHERE status = 'open' ORDER BY created_at DESC LIMIT 50;", '{"temperature": 21.5, "unit": "C", "station": "Hamburg-Fuhlsbuettel", "valid_until": "2026-03-01T12:00:00Z"}',
    "2026-03-01 10:00:00.123 INFO  http: GET /v1/items?limit=50&offset=100 200 13ms\n2026-03-01 10:00:01.456 WARN  queue: 12 messages are late\n", "import { readFile } from 'node:fs/promises';\nexport const read = async (path) => JSON.parse(await readFile(path, 'utf8'));\n",
    "## Release 2.4.1\n\n- Restarts are counted per server.\n- `--log-file` rotates at 10 MB.\n", "lodash@4.17.21, react@18.3.1, typescript@5.6.2", "The quick brown fox jumps over the lazy dog, and nobody has asked it why.", "git log --oneline 90de8b7..HEAD -- src/\n90de8b7 Take back two settings\n3fee713 Give notifications a file\n",
    "public sealed record Point(double X, double Y)\n{\n    public double Length => Math.Sqrt((X * X) + (Y * Y));\n}\n", "name,quantity,price\nScrew M4,1200,0.04\nNut M4,1100,0.03\n", "<ul class=\"nav\"><li><a href=\"/docs/start\">Start</a></li><li><a href=\"/docs/api\">API</a></li></ul>",
]


def decoys():
    for text in DECOYS:
        yield text, "", "", {"neg": "hard"}
    for text in CLEAN:
        yield text * 20, "", "", {"kind": "text"}


def luhn(digits):
    total = sum(d if i % 2 else (d * 2 - 9 if d > 4 else d * 2) for i, d in enumerate(reversed([int(c) for c in digits])))
    return digits + str((10 - total % 10) % 10)


def iban(country, account):
    number = "".join(str(int(c, 36)) for c in account + country + "00")
    return f"{country}{98 - int(number) % 97:02d}{account}"


PII = {
    "CREDIT_CARD": [lambda: luhn("4" + body(14, string.digits)), lambda: luhn("5" + DRAW.choice("12345") + body(13, string.digits)), lambda: " ".join([n[:4] + " " + n[4:8] + " " + n[8:12] + " " + n[12:] for n in [luhn("4" + body(14, string.digits))]])],
    "EMAIL_ADDRESS": [lambda: f"{body(6, string.ascii_lowercase)}.{body(5, string.ascii_lowercase)}@{body(7, string.ascii_lowercase)}.{DRAW.choice(['com', 'org', 'de', 'co.uk'])}"],
    "US_SSN": [lambda: f"{DRAW.randint(101, 665)}-{DRAW.randint(10, 99)}-{DRAW.randint(1000, 9999)}"],
    "IP_ADDRESS": [lambda: f"{DRAW.randint(20, 99)}.{DRAW.randint(1, 254)}.{DRAW.randint(1, 254)}.{DRAW.randint(1, 254)}", lambda: f"2a01:4f8:{body(4, '123456789abcdef')}::{body(3, '123456789abcdef')}"],
    "IBAN_CODE": [lambda: iban("DE", "10020030" + body(10, string.digits)), lambda: iban("GB", "NWBK601613" + body(8, string.digits))],
    "PHONE_NUMBER": [lambda: f"+1 212-{DRAW.randint(200, 999)}-{DRAW.randint(1000, 9999)}", lambda: f"+44 20 7{DRAW.randint(100, 999)} {DRAW.randint(1000, 9999)}", lambda: f"+49 30 {DRAW.randint(1000000, 9999999)}"],
}
PII_CONTEXTS = {
    "CREDIT_CARD": ["card: %s", '{"card_number":"%s"}', "Please charge %s today."], "EMAIL_ADDRESS": ["mail %s now", '{"email":"%s"}', "From: Ada <%s>"], "US_SSN": ["SSN: %s", '{"ssn":"%s"}', "His social security number is %s."],
    "IP_ADDRESS": ["client %s connected", '{"ip":"%s"}', "ping from %s failed"], "IBAN_CODE": ["IBAN %s", '{"iban":"%s"}', "Transfer it to %s."], "PHONE_NUMBER": ["call %s", '{"phone":"%s"}', "Tel. %s, after six"],
}
PII_DECOYS = ["order 4929 1234 5678 is late", "version 1.2.3.4 of the driver", "2026-11-25 13:45:00", "pi is 3.14159265358979", "commit " + body(40, HEX), "id 123-45-67890", "user@localhost", "7f3a1c5e-6b0d-4a3e-9f2b-1d2c3b4a5e6f", "build 20261125.1345", "@decorator.method", "000-12-3456", "4111111111111112", "DE00100200301234567890", "retry after 1234567 ms", "timestamp 1790000000000", "ISBN 978-3-16-148410-0"]


def pii():
    for entity, makers in PII.items():
        for maker in makers:
            for context in PII_CONTEXTS[entity] * 2:
                before, after = context.split("%s")
                yield before, maker(), after, {"type": entity}
    for text in PII_DECOYS:
        yield text, "", "", {"neg": "hard"}


write("secrets.jsonl", secrets())
write("decoys.jsonl", decoys())
write("pii.jsonl", pii())
