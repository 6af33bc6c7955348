// The server that the conformance suite's server scenarios look at, in both eras: node server.mjs serves on stdio, PORT=n node server.mjs http over HTTP.
import { McpServer, WebStandardStreamableHTTPServerTransport, createMcpHandler, fromJsonSchema, hostHeaderValidationResponse, isInitializeRequest, isLegacyRequest, localhostAllowedHostnames, localhostAllowedOrigins, originValidationResponse } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { describe, of, offer, prompts, read, states, tools } from "./answers.mjs";

/** Tells of changes by the server's own connection, where there is one. */
function create(changed = (server) => ({ toolsChanged: () => server.sendToolListChanged(), promptsChanged: () => server.sendPromptListChanged() })) {
    const owner = new McpServer(offer.serverInfo, { capabilities: offer.capabilities, requestState: { verify: states.verify } });
    const { server } = owner;
    // By the high-level API, which alone looks at the headers of a tool's parameters.
    const schemas = Object.entries(offer.tools).map(([name, schema]) => ({ name, inputSchema: { type: "object", ...schema } }));
    for (const { name, inputSchema } of schemas) owner.registerTool(name, { inputSchema: fromJsonSchema(inputSchema) }, (args, context) => tools[name](args, context, changed(server)));
    server.setRequestHandler("tools/list", () => ({ tools: schemas.map((tool) => ({ ...tool, description: describe("tool", tool.name) })) }));
    server.setRequestHandler("prompts/list", () => ({ prompts: Object.entries(offer.prompts).map(([name, names]) => ({ name, description: describe("prompt", name), arguments: names.map((name) => ({ name, description: `The argument ${name}.`, required: true })) })) }));
    server.setRequestHandler("prompts/get", ({ params }, context) => of(prompts, params.name)(params.arguments ?? {}, context));
    server.setRequestHandler("resources/list", () => ({ resources: offer.resources }));
    server.setRequestHandler("resources/templates/list", () => ({ resourceTemplates: offer.resourceTemplates }));
    server.setRequestHandler("resources/read", ({ params }) => read(params.uri));
    server.setRequestHandler("resources/subscribe", () => ({}));
    server.setRequestHandler("resources/unsubscribe", () => ({}));
    server.setRequestHandler("completion/complete", ({ params }) => ({ completion: { values: ["test", "testing"].filter((value) => value.startsWith(params.argument.value)), hasMore: false } }));
    return owner;
}

/** What the streams of a session carried, to be told again after a reconnection. */
class Events {
    #events = [];

    storeEvent(stream, message) {
        this.#events.push({ stream, message });
        return Promise.resolve(String(this.#events.length));
    }

    async replayEventsAfter(last, { send }) {
        const { stream } = this.#events[Number(last) - 1];
        for (const [index, event] of this.#events.entries()) {
            // A stream starts with an event that carries nothing.
            if (index >= Number(last) && event.stream === stream && event.message.jsonrpc) await send(String(index + 1), event.message);
        }
        return stream;
    }
}

const sessions = new Map();

async function openSession() {
    const transport = new WebStandardStreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: (id) => sessions.set(id, transport),
        onsessionclosed: (id) => sessions.delete(id),
        eventStore: new Events(),
        retryInterval: 100,
    });
    await create().connect(transport);
    return transport;
}

async function answerLegacy(request) {
    const id = request.headers.get("mcp-session-id");
    if (id !== null) return sessions.get(id)?.handleRequest(request) ?? Response.json({ jsonrpc: "2.0", id: null, error: { code: -32001, message: "Session not found" } }, { status: 404 });
    if (request.method !== "POST" || !isInitializeRequest(await request.clone().json())) return Response.json({ jsonrpc: "2.0", id: null, error: { code: -32000, message: "No session" } }, { status: 400 });
    return (await openSession()).handleRequest(request);
}

const modern = createMcpHandler(() => create(() => modern.notify), { legacy: "reject" });

async function answer(request) {
    const refused = hostHeaderValidationResponse(request, localhostAllowedHostnames()) ?? originValidationResponse(request, localhostAllowedOrigins());
    if (refused) return refused;
    return (await isLegacyRequest(request)) ? answerLegacy(request) : modern.fetch(request);
}

async function exchange(incoming, outgoing) {
    const gone = new AbortController();
    outgoing.on("close", () => gone.abort());
    const body = incoming.method === "POST" ? { body: Readable.toWeb(incoming), duplex: "half" } : {};
    const response = await answer(new Request(`http://127.0.0.1${incoming.url}`, { method: incoming.method, headers: incoming.headers, signal: gone.signal, ...body }));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.flushHeaders();
    if (response.body) await pipeline(Readable.fromWeb(response.body), outgoing);
    else outgoing.end();
}

if (process.argv[2] !== "http") serveStdio(() => create());
else {
    const listener = createServer((incoming, outgoing) => exchange(incoming, outgoing).catch(() => outgoing.destroy()));
    listener.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => console.error(`listens on port ${listener.address().port}`));
}
