// The client that the conformance suite starts: node client.mjs URL. It is a client of the gateway, and the gateway is the client of the suite's server.
// Environment: MCP_GATEWAY is the gateway's program, GATEWAY_GUARDRAILS what it enables; the suite adds MCP_CONFORMANCE_*.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "./connect.mjs";

const url = process.argv[2];
const scenario = process.env.MCP_CONFORMANCE_SCENARIO;
const version = process.env.MCP_CONFORMANCE_PROTOCOL_VERSION;
const context = JSON.parse(process.env.MCP_CONFORMANCE_CONTEXT ?? "{}");
const folder = mkdtempSync(join(tmpdir(), "mcp-conformance-"));
const server = { type: "http", url };
if (context.client_id && context.client_secret) server.oauth = { clientId: context.client_id, clientSecret: context.client_secret };
writeFileSync(join(folder, "mcp.json"), JSON.stringify({ mcpServers: { "mcp-gateway": { command: "mcp-gateway", servers: { far: server } } } }));
const env = {
    ...process.env,
    HOME: folder,
    MCP_GATEWAY_HOME: join(folder, "home"),
    BROWSER: fileURLToPath(new URL("browser.mjs", import.meta.url)),
    MCPGATEWAY__TEXTGUARDRAILTIMEOUT: "20",
};
const configured = ["--mcp-json-path", join(folder, "mcp.json")];

function signIn(scope) {
    const login = spawnSync(process.env.MCP_GATEWAY, ["login", "far", ...(scope ? ["--scope", scope] : []), ...configured], { env, cwd: folder, encoding: "utf8", timeout: 20_000 });
    console.error(`login ended with ${login.status}: ${login.stderr}`);
    return login.status === 0;
}

/** Something that the schema allows: the scenarios look at how a call is sent, not at what is in it. */
const example = (schema) => ({ number: 5, integer: 5, boolean: true, array: [], object: {}, string: "text" })[schema?.type] ?? "text";
const argumentsFor = ({ name, inputSchema }, tools) => name === "far_json_schema_echo"
    ? { schema: tools.find((tool) => tool.name === "far_json_schema_2020_12_tool").inputSchema }
    : Object.fromEntries((inputSchema.required ?? []).map((name) => [name, example(inputSchema.properties?.[name])]));

/** What the gateway tells the user to sign in with. */
let wantedScope;

/** True when the gateway says that the user has to sign in again. */
async function use(client) {
    const { tools } = await client.listTools();
    const own = tools.filter(({ name }) => name.startsWith("far_"));
    const calls = context.toolCalls?.map((call) => ({ ...call, name: `far_${call.name}` })) ?? own.map((tool) => ({ name: tool.name, arguments: argumentsFor(tool, own) }));
    let mustSignIn = own.length === 0 && scenario.startsWith("auth/");
    wantedScope = undefined;
    for (const call of calls) {
        const answer = await client.callTool(call).catch((error) => ({ content: [{ text: error.message }] }));
        console.error(`${call.name}: ${JSON.stringify(answer).slice(0, 500)}`);
        const text = answer.content?.map((content) => content.text ?? "").join(" ") ?? "";
        mustSignIn ||= text.includes("mcp-gateway login");
        wantedScope ??= /--scope "([^"]*)"/.exec(text)?.[1];
    }

    for (const { name } of (await client.listPrompts().catch(() => ({ prompts: [] }))).prompts) await client.getPrompt({ name }).catch(console.error);
    for (const { uri } of (await client.listResources().catch(() => ({ resources: [] }))).resources) await client.readResource({ uri }).catch(console.error);
    return mustSignIn;
}

try {
    let isSignedIn = !scenario.startsWith("auth/");
    for (let round = 0; round < 3; round++) {
        if (!isSignedIn && !signIn(wantedScope)) process.exitCode = 1;
        if (process.exitCode === 1) break;
        const gateway = { command: process.env.MCP_GATEWAY, args: [...configured, "--enable-guardrails", process.env.GATEWAY_GUARDRAILS], env, cwd: folder, stderr: "inherit" };
        const client = await connect(version >= "2026-07-28", gateway);
        isSignedIn = !(await use(client));
        await client.close();
        if (isSignedIn) break;
    }
} finally {
    rmSync(folder, { recursive: true, force: true });
}
process.exit();
