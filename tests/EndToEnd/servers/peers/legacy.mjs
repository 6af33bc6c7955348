// A server of the eras up to 2025-11-25, on stdio.
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import * as types from "@modelcontextprotocol/sdk/types.js";
import { complete, failure, features, plainResult, prompt, read, resourcePage, sampleParams, state, text, told, tools, untilCancelled } from "./features.mjs";

const { capabilities, instructions } = features;
const server = new Server(features.serverInfo, { capabilities, instructions });
const subscribed = new Set();

const ask = (extra, method, params, schema) => extra.sendRequest({ method, params }, schema);
const elicit = (extra, params) => ask(extra, "elicitation/create", params, types.ElicitResultSchema);

async function report(extra, meta, progress, total) {
    const { progressToken } = meta ?? {};
    if (progressToken === undefined) return;
    await extra.sendNotification({ method: "notifications/progress", params: { progressToken, progress, total, message: `step ${progress}` } });
}

async function call({ name, arguments: args = {}, _meta }, extra) {
    switch (name) {
        case "steps":
            for (let step = 1; step <= args.count; step++) await report(extra, _meta, step, args.count);
            return text("done");
        case "log":
            await server.sendLoggingMessage({ level: "debug", logger: "peer", data: "a detail" });
            await server.sendLoggingMessage({ level: "warning", logger: "peer", data: { at: [1, "two"] } });
            return text("logged");
        case "sample": return told(await ask(extra, "sampling/createMessage", sampleParams(args), types.CreateMessageResultSchema));
        case "elicit": return told(await elicit(extra, features.asks.elicit));
        case "elicit_url": return told(await elicit(extra, { ...features.asks.elicit_url, elicitationId: "e1" }));
        case "roots": return told(await ask(extra, "roots/list", undefined, types.ListRootsResultSchema));
        case "twice": {
            const first = await elicit(extra, features.asks.first);
            if (first.action !== "accept") return told([first]);
            return told([first, await elicit(extra, features.asks.second)]);
        }
        case "touch":
            if (subscribed.has("memo://changing")) await server.sendResourceUpdated({ uri: "memo://changing" });
            return text("touched");
        case "grow": case "shrink":
            state.hasGrown = name === "grow";
            await server.sendToolListChanged();
            return text(name);
        case "hang":
            await report(extra, _meta, 1, 2);
            return untilCancelled(extra.signal);
        default: {
            const result = plainResult(name, args);
            if (!result) throw failure({ code: -32602, message: `Unknown tool: ${name}` });
            return result;
        }
    }
}

server.setRequestHandler(types.ListToolsRequestSchema, () => ({ tools: tools() }));
server.setRequestHandler(types.CallToolRequestSchema, ({ params }, extra) => call(params, extra));
server.setRequestHandler(types.ListPromptsRequestSchema, () => ({ prompts: features.prompts }));
server.setRequestHandler(types.GetPromptRequestSchema, ({ params }) => prompt(params.name, params.arguments ?? {}));
server.setRequestHandler(types.ListResourcesRequestSchema, ({ params }) => resourcePage(params?.cursor));
server.setRequestHandler(types.ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: features.resourceTemplates }));
server.setRequestHandler(types.ReadResourceRequestSchema, ({ params }) => read(params.uri, -32002));
server.setRequestHandler(types.CompleteRequestSchema, ({ params }) => complete(params));
server.setRequestHandler(types.SubscribeRequestSchema, ({ params }) => (subscribed.add(params.uri), {}));
server.setRequestHandler(types.UnsubscribeRequestSchema, ({ params }) => (subscribed.delete(params.uri), {}));

await server.connect(new StdioServerTransport());
