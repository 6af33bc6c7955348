// What the conformance suite wants its server to answer. The same in both eras: what a tool asks for, the SDK asks in the way of the era.
import { ProtocolError, createRequestStateCodec, inputRequired, inputResponse } from "@modelcontextprotocol/server";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

export const offer = JSON.parse(readFileSync(new URL("offer.json", import.meta.url), "utf8"));
export const states = createRequestStateCodec({ key: randomBytes(32) });

const capabilitiesKey = "io.modelcontextprotocol/clientCapabilities";
const text = (value) => ({ type: "text", text: value });
const image = { type: "image", mimeType: "image/png", data: "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==" };
const audio = { type: "audio", mimeType: "audio/wav", data: "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=" };
const embedded = (uri, value, mimeType = "text/plain") => ({ type: "resource", resource: { uri, mimeType, text: value } });
const says = (value) => ({ content: [text(value)] });
const user = (...contents) => ({ messages: contents.map((content) => ({ role: "user", content })) });
const invalid = (message, data) => new ProtocolError(-32602, message, data);

const form = (message, properties) => inputRequired.elicit({ message, requestedSchema: { type: "object", properties, required: Object.keys(properties) } });
const field = (message, name, type = "string") => form(message, { [name]: { type } });
const sampling = (prompt, maxTokens = 100) => inputRequired.createMessage({ messages: [{ role: "user", content: text(prompt) }], maxTokens });

const kinds = { "elicitation/create": "elicit", "sampling/createMessage": "sampling", "roots/list": "roots" };
const hasCome = (responses, key, { method }) => {
    const { kind, action, content } = inputResponse(responses, key);
    return kind === kinds[method] && (action !== "accept" || content !== undefined);
};

/** Asks for what has not come, and answers when all has come. */
async function asked(mcpReq, requests, tell, state) {
    const missing = Object.entries(requests).filter(([key, request]) => !hasCome(mcpReq.inputResponses, key, request));
    if (missing.length === 0) return tell(mcpReq.inputResponses);
    return inputRequired({ inputRequests: requests, ...(state && { requestState: await states.mint(state) }) });
}
const asks = (requests, state) => (args, { mcpReq }) => asked(mcpReq, requests(args), (answers) => says(`answered: ${JSON.stringify(answers)}`), state);

async function reportProgress(mcpReq) {
    const progressToken = mcpReq._meta?.progressToken;
    for (const progress of [0, 50, 100]) {
        if (progressToken !== undefined) await mcpReq.notify({ method: "notifications/progress", params: { progressToken, progress, total: 100 } });
        if (progress < 100) await wait(50);
    }
    return says("done");
}

async function logSteps({ mcpReq }) {
    for (const step of ["Tool execution started", "Tool processing data", "Tool execution completed"]) {
        await mcpReq.log("info", step);
        await wait(50);
    }
    return says("logged");
}

/** Two questions, the second only after the first. */
async function askInRounds({ mcpReq }) {
    if (mcpReq.requestState()?.step !== 2) {
        const isFirst = !hasCome(mcpReq.inputResponses, "step1", { method: "elicitation/create" });
        const question = isFirst ? { step1: field("Step 1: What is your name?", "name") } : { step2: field("Step 2: What is your favorite color?", "color") };
        return inputRequired({ inputRequests: question, requestState: await states.mint({ step: isFirst ? 1 : 2 }) });
    }
    return asked(mcpReq, { step2: field("Step 2: What is your favorite color?", "color") }, ({ step2 }) => says(`answered: ${JSON.stringify(step2)}`), { step: 2 });
}

/** Only what the client can answer. */
function askTheCapable(args, context) {
    const can = context.mcpReq.envelope?.[capabilitiesKey] ?? {};
    const requests = {
        ...(can.elicitation && { name: field("What is your name?", "name") }),
        ...(can.sampling && { greeting: sampling("Generate a greeting", 50) }),
        ...(can.roots && { roots: inputRequired.listRoots() }),
    };
    return asks(() => requests)(args, context);
}

async function closeStream({ http, mcpReq }) {
    // Only where the transport can: the client has to come back for the answer. Where it cannot, the log opens the gateway's stream.
    await mcpReq.log("info", "The stream closes");
    http?.closeSSE?.();
    await wait(200);
    return says("reconnected");
}

const name = () => ({ user_name: field("What is your name?", "name") });
const confirmation = () => ({ confirm: field("Please confirm", "ok", "boolean") });

// What changes about a list that changed.
const versions = { tool: 1, prompt: 1 };
export const describe = (kind, name) => `The ${kind} ${name}, version ${versions[kind]}.`;
function change(kind, tell) {
    versions[kind]++;
    tell();
    return says(`the ${kind}s have changed`);
}

/** By the names of offer.json. What a client cannot answer, the SDK refuses to ask. */
export const tools = {
    test_simple_text: () => says("This is a simple text response for testing."),
    test_image_content: () => ({ content: [image] }),
    test_audio_content: () => ({ content: [audio] }),
    test_embedded_resource: () => ({ content: [embedded("test://embedded-resource", "This is an embedded resource content.")] }),
    test_multiple_content_types: () => ({ content: [text("Multiple content types test:"), image, embedded("test://mixed-content-resource", '{"test":"data","value":123}', "application/json")] }),
    test_error_handling: () => ({ isError: true, ...says("This tool intentionally returns an error for testing") }),
    test_tool_with_logging: (_, context) => logSteps(context),
    test_logging_tool: (_, context) => logSteps(context),
    test_tool_with_progress: (_, { mcpReq }) => reportProgress(mcpReq),
    test_reconnection: (_, context) => closeStream(context),
    test_sampling: ({ prompt }, { mcpReq }) => asked(mcpReq, { answer: sampling(prompt) }, ({ answer }) => says(`LLM response: ${answer.content.text}`)),
    test_elicitation: asks(({ message }) => ({ answer: form(message, offer.forms.user) })),
    test_elicitation_sep1034_defaults: asks(() => ({ answer: form("Is this right?", offer.forms.defaults) })),
    test_elicitation_sep1330_enums: asks(() => ({ answer: form("Which ones?", offer.forms.enums) })),
    test_missing_capability: asks(() => ({ answer: sampling("Why?") })),
    test_streaming_elicitation: asks(name),
    test_trigger_tool_change: (_, context, changed) => change("tool", changed.toolsChanged),
    test_trigger_prompt_change: (_, context, changed) => change("prompt", changed.promptsChanged),
    test_input_required_result_elicitation: (_, { mcpReq }) => asked(mcpReq, name(), ({ user_name }) => says(`Hello, ${user_name.content?.name}!`)),
    test_input_required_result_sampling: asks(() => ({ capital_question: sampling("What is the capital of France?") })),
    test_input_required_result_list_roots: asks(() => ({ client_roots: inputRequired.listRoots() })),
    test_input_required_result_request_state: (_, { mcpReq }) => asked(mcpReq, confirmation(), () => says(mcpReq.requestState()?.isMine ? "state-ok" : "no state"), { isMine: true }),
    test_input_required_result_tampered_state: asks(confirmation, { isMine: true }),
    test_input_required_result_multiple_inputs: asks(() => ({ ...name(), greeting: sampling("Generate a greeting", 50), client_roots: inputRequired.listRoots() }), { isMine: true }),
    test_input_required_result_multi_round: (_, context) => askInRounds(context),
    test_input_required_result_capabilities: askTheCapable,
    test_headers: ({ region }) => says(`region ${region}`),
    json_schema_2020_12_tool: () => says("valid"),
};

/** By the names of offer.json. */
export const prompts = {
    test_simple_prompt: () => user(text("This is a simple prompt for testing.")),
    test_prompt_with_arguments: ({ arg1, arg2 }) => user(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)),
    test_prompt_with_embedded_resource: ({ resourceUri }) => user(embedded(resourceUri, "Embedded resource content for testing."), text("Please process the embedded resource above.")),
    test_prompt_with_image: () => user(image, text("Please analyze the image above.")),
    test_input_required_result_prompt: (_, { mcpReq }) => asked(mcpReq, { user_context: field("What context should the prompt use?", "context") }, ({ user_context }) => user(text(`Context: ${user_context.content?.context}`))),
};

export function read(uri) {
    if (uri === "test://static-text") return { contents: [{ uri, mimeType: "text/plain", text: "This is the content of the static text resource." }] };
    if (uri === "test://static-binary") return { contents: [{ uri, mimeType: "image/png", blob: image.data }] };
    if (uri === "test://watched-resource") return { contents: [{ uri, mimeType: "text/plain", text: "As it is." }] };
    const id = /^test:\/\/template\/([^/]+)\/data$/.exec(uri)?.[1];
    if (id === undefined) throw invalid("Resource not found", { uri });
    return { contents: [{ uri, mimeType: "application/json", text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }) }] };
}

export function of(table, name) {
    if (!Object.hasOwn(table, name)) throw invalid(`nothing of the name ${name}`);
    return table[name];
}
