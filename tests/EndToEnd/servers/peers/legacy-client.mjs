// A client of 2025-11-25: node legacy-client.mjs SESSION.json
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import * as types from "@modelcontextprotocol/sdk/types.js";
import { Driver, run, transportTo } from "./driver.mjs";

run((session) => {
    const client = new Client({ name: "legacy-client", version: "1" }, { capabilities: session.capabilities });
    const transport = transportTo(session, StdioClientTransport, StreamableHTTPClientTransport);
    const driver = new Driver(session, client, {
        open: async () => (await client.connect(transport), transport),
        list: (method, cursor) => ({
            "tools/list": () => client.listTools({ cursor }),
            "prompts/list": () => client.listPrompts({ cursor }),
            "resources/list": () => client.listResources({ cursor }),
            "resources/templates/list": () => client.listResourceTemplates({ cursor }),
        })[method](),
        call: async (params, level, options) => {
            if (level) await client.setLoggingLevel(level === "none" ? "emergency" : level);
            return client.callTool(params, undefined, options);
        },
        subscribe: (uri) => client.subscribeResource({ uri }),
        unsubscribe: (uri) => client.unsubscribeResource({ uri }),
        task: async (params) => {
            const any = types.ResultSchema;
            const created = await client.request({ method: "tools/call", params: { ...params, task: { ttl: 60_000 } } }, any);
            const { taskId } = created.task;
            let got;
            do {
                await new Promise((resolve) => setTimeout(resolve, 100));
                got = await client.request({ method: "tasks/get", params: { taskId } }, any);
            } while (got.status === "working");
            const listed = await client.request({ method: "tasks/list", params: {} }, any);
            const result = await client.request({ method: "tasks/result", params: { taskId } }, any);
            return { created, got, listed: listed.tasks.some((task) => task.taskId === taskId), result };
        },
        // Over HTTP a session lasts until somebody ends it.
        end: () => transport.terminateSession?.(),
        watch: () => ({}),
        unwatch: () => ({}),
    });
    const { elicitation, sampling, roots } = session.capabilities;
    if (elicitation) client.setRequestHandler(types.ElicitRequestSchema, ({ method, params }) => driver.answer(method, params));
    if (sampling) client.setRequestHandler(types.CreateMessageRequestSchema, ({ method, params }) => driver.answer(method, params));
    if (roots) client.setRequestHandler(types.ListRootsRequestSchema, ({ method, params }) => driver.answer(method, params));
    client.fallbackNotificationHandler = async ({ method, params }) => driver.note(method, params);
    return driver;
});
