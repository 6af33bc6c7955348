// A server of 2026-07-28 only, on stdio.
import { Server, inputRequired } from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { complete, failure, features, plainResult, prompt, read, resourcePage, sampleParams, state, text, told, tools, untilCancelled } from "./features.mjs";

const { capabilities, instructions } = features;

// The state looks like nothing a client may understand, and comes back byte for byte or not at all.
const sealed = (value) => `st.${Buffer.from(JSON.stringify(value)).toString("base64url")}`;
function opened(sealedState) {
    if (!sealedState?.startsWith("st.")) throw failure({ code: -32602, message: `not a state of mine: ${sealedState}` });
    return JSON.parse(Buffer.from(sealedState.slice(3), "base64url").toString());
}

/** Asks once and tells the answer. */
function asked({ inputResponses, requestState }, key, request) {
    const answer = inputResponses?.[key];
    if (answer === undefined) return inputRequired({ inputRequests: { [key]: request }, requestState: sealed({ key }) });
    if (opened(requestState()).key !== key) throw failure({ code: -32602, message: "the state of another call" });
    return told(answer);
}

function askedTwice({ inputResponses, requestState }) {
    const { first } = requestState() === undefined ? {} : opened(requestState());
    if (first) return told([first, inputResponses.second]);
    const answer = inputResponses?.first;
    if (answer === undefined) return inputRequired({ inputRequests: { first: inputRequired.elicit(features.asks.first) }, requestState: sealed({}) });
    if (answer.action !== "accept") return told([answer]);
    return inputRequired({ inputRequests: { second: inputRequired.elicit(features.asks.second) }, requestState: sealed({ first: answer }) });
}

async function report(mcpReq, meta, progress, total) {
    const { progressToken } = meta ?? {};
    if (progressToken === undefined) return;
    await mcpReq.notify({ method: "notifications/progress", params: { progressToken, progress, total, message: `step ${progress}` } });
}

async function call(server, { name, arguments: args = {}, _meta }, { mcpReq }) {
    switch (name) {
        case "steps":
            for (let step = 1; step <= args.count; step++) await report(mcpReq, _meta, step, args.count);
            return text("done");
        case "log":
            await mcpReq.log("debug", "a detail", "peer");
            await mcpReq.log("warning", { at: [1, "two"] }, "peer");
            return text("logged");
        case "sample": return asked(mcpReq, "sample", inputRequired.createMessage(sampleParams(args)));
        case "elicit": return asked(mcpReq, "elicit", inputRequired.elicit(features.asks.elicit));
        case "elicit_url": return asked(mcpReq, "page", inputRequired.elicitUrl(features.asks.elicit_url));
        case "roots": return asked(mcpReq, "roots", inputRequired.listRoots());
        case "twice": return askedTwice(mcpReq);
        case "touch":
            await server.sendResourceUpdated({ uri: "memo://changing" });
            return text("touched");
        case "grow": case "shrink":
            state.hasGrown = name === "grow";
            await server.sendToolListChanged();
            return text(name);
        case "hang":
            await report(mcpReq, _meta, 1, 2);
            return untilCancelled(mcpReq.signal);
        default: {
            const result = plainResult(name, args);
            if (!result) throw failure({ code: -32602, message: `Unknown tool: ${name}` });
            return result;
        }
    }
}

serveStdio(() => {
    const server = new Server(features.serverInfo, { capabilities, instructions });
    server.setRequestHandler("tools/list", () => ({ tools: tools() }));
    server.setRequestHandler("tools/call", ({ params }, context) => call(server, params, context));
    server.setRequestHandler("prompts/list", () => ({ prompts: features.prompts }));
    server.setRequestHandler("prompts/get", ({ params }) => prompt(params.name, params.arguments ?? {}));
    server.setRequestHandler("resources/list", ({ params }) => resourcePage(params?.cursor));
    server.setRequestHandler("resources/templates/list", () => ({ resourceTemplates: features.resourceTemplates }));
    server.setRequestHandler("resources/read", ({ params }) => read(params.uri, -32602));
    server.setRequestHandler("completion/complete", ({ params }) => complete(params));
    return server;
}, { legacy: "reject" });
