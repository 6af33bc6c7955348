// A client of 2026-07-28, and of nothing else: node modern-client.mjs SESSION.json
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { Driver, run, transportTo } from "./driver.mjs";

const logLevel = "io.modelcontextprotocol/logLevel";

run((session) => {
    const client = new Client({ name: "modern-client", version: "1" }, { capabilities: session.capabilities, versionNegotiation: { mode: { pin: "2026-07-28" } } });
    const listening = new Map();
    const listen = async (key, filter) => (listening.set(key, await client.listen(filter)), {});
    const unlisten = async (key) => (await listening.get(key).close(), {});
    const transport = transportTo(session, StdioClientTransport, StreamableHTTPClientTransport);
    const driver = new Driver(session, client, {
        open: async () => (await client.connect(transport), transport),
        list: (method, cursor) => client.request({ method, params: { cursor } }),
        call: (params, level, options) => client.callTool(level && level !== "none" ? { ...params, _meta: { [logLevel]: level } } : params, options),
        subscribe: (uri) => listen(uri, { resourceSubscriptions: [uri] }),
        unsubscribe: unlisten,
        watch: () => listen("lists", { toolsListChanged: true, promptsListChanged: true, resourcesListChanged: true }),
        unwatch: () => unlisten("lists"),
    });
    const { elicitation, sampling, roots } = session.capabilities;
    if (elicitation) client.setRequestHandler("elicitation/create", ({ method, params }) => driver.answer(method, params));
    if (sampling) client.setRequestHandler("sampling/createMessage", ({ method, params }) => driver.answer(method, params));
    if (roots) client.setRequestHandler("roots/list", ({ method, params }) => driver.answer(method, params));
    client.fallbackNotificationHandler = async ({ method, params }) => driver.note(method, params);
    return driver;
});
